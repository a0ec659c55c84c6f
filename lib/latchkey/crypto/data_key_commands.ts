/**
 * Commands for the secrets under data keys: `keys usage`, `keys reseal` and `keys prune`.
 *
 * @module
 */
import {
  type Cli,
  standaloneCommand,
  type StandaloneCommands,
} from "../cli/cli.ts";
import { cliName } from "../cli/command.ts";
import type { Outcome } from "../cli/outcome.ts";
import { table } from "../cli/table.ts";
import type { Database } from "../database/database.ts";
import { ensureExists } from "../database/commands/place.ts";
import type { Settings } from "../settings/settings.ts";
import { type JsonWebKeySet, keySetText } from "./key_set.ts";
import { DATA_KEYS, keysFile, writeKeysFile } from "./key_sources.ts";
import { currentKeys } from "./rotate_keys.ts";
import { createSecrets } from "./secrets.ts";
import { resealSecrets } from "./reseal_secrets.ts";
import { countSecrets, type KeyUse } from "./stored_secrets.ts";

/** What the commands work with. */
interface Opened {
  readonly settings: Settings;
  readonly set: JsonWebKeySet;
  readonly database: Pick<Database, "db" | "dialect">;
}

/** A key, or the id of one that is gone, and what needs it. */
interface ListedKey extends KeyUse {
  readonly state: "newest" | "older" | "missing";
}

const usage = standaloneCommand({
  summary: "Count the secrets in the database that need each key of DATA_KEYS.",
  examples: ["keys usage", "keys usage --json"],
  run: (cli) =>
    withKeys(cli, async ({ set, database }) => {
      const keys = listKeys(set, await countSecrets(database, cli.site));
      const missing = keys.filter(({ state }) => state === "missing");
      return {
        text: await table(keys, {
          KEY: ({ kid }) => kid,
          STATE: ({ state }) => state,
          SEALED: ({ sealed }) => String(sealed),
          HASHED: ({ hashed }) => String(hashed),
        }, ""),
        json: { keys },
        ...missing.length > 0 && { advice: MISSING, failed: true },
      };
    }),
});

/** What to do about secrets whose key is gone. */
export const MISSING =
  "Secrets under a missing key can't be used. Put that key back into DATA_KEYS " +
  "from where you keep your secrets, after the newest one.";

const reseal = standaloneCommand({
  summary: "Seal all secrets in the database with the newest key of DATA_KEYS.",
  details: "You can interrupt and repeat it, also while the site is running. " +
    "Hashed secrets, such as recovery codes, keep needing the key that hashed " +
    "them until they are used or replaced.",
  examples: ["keys reseal"],
  run: (cli) =>
    withKeys(cli, async ({ set, database }) => {
      const progress = await cli.io.progress(null);
      try {
        const { resealed, unreadable } = await resealSecrets(database, {
          site: cli.site,
          secrets: createSecrets(() => Promise.resolve(set)),
          onProgress: (secrets) =>
            progress.reach(secrets, `${secrets} secrets`),
        });
        return {
          text: [
            `Sealed with key ${set.keys[0].kid}: ${resealed}.`,
            ...unreadable > 0 ? [`Can't be opened: ${unreadable}.`] : [],
          ].join(" "),
          json: { kid: set.keys[0].kid, resealed, unreadable },
          ...unreadable > 0 ? { advice: MISSING, failed: true } : {
            advice:
              `To remove keys that are no longer needed, run "${cliName} keys prune".`,
          },
        };
      } finally {
        progress.stop();
      }
    }),
});

const prune = standaloneCommand({
  summary:
    "Remove the keys from DATA_KEYS that no secret in the database needs.",
  details:
    "In production it prints the new value, which you set yourself. Keep removed " +
    "keys for as long as you keep backups from before: they need them.",
  examples: ["keys prune", "keys prune > data_keys.json"],
  run: (cli) =>
    withKeys(cli, async ({ set, database, settings }) => {
      const uses = await countSecrets(database, cli.site);
      const needed = new Map(uses.map((use) => [use.kid, use]));
      const keys = set.keys.filter(({ kid }, at) =>
        at === 0 || needed.has(kid)
      );
      const removed = set.keys.filter((key) => !keys.includes(key))
        .map(({ kid }) => kid);
      const kept = listKeys({ keys }, uses)
        .filter(({ state }) => state === "older");
      return await withoutKeys(settings, { keys }, { removed, kept });
    }),
});

async function withoutKeys(
  settings: Settings,
  set: JsonWebKeySet,
  { removed, kept }: {
    readonly removed: readonly string[];
    readonly kept: readonly ListedKey[];
  },
): Promise<Outcome> {
  const changes = [
    removed.length > 0
      ? `Removed: ${removed.join(", ")}.`
      : "Nothing to remove.",
    ...kept.map(({ kid, sealed, hashed }) =>
      `Kept ${kid}: ${sealed} sealed and ${hashed} hashed secrets need it.`
    ),
  ].join(" ");
  const file = keysFile(settings, DATA_KEYS);
  if (file === null) {
    return {
      text: keySetText(set),
      json: { jwks: set, removed, kept },
      advice: removed.length === 0
        ? changes
        : `${changes} Set this as DATA_KEYS once every server seals with the newest key, and restart the app.`,
    };
  }
  if (removed.length > 0) await writeKeysFile(file, set);
  return { text: changes, json: { file, removed, kept } };
}

function listKeys(
  { keys }: JsonWebKeySet,
  uses: readonly KeyUse[],
): ListedKey[] {
  const unused = { sealed: 0, hashed: 0 };
  const known = keys.map(({ kid }, at): ListedKey => ({
    ...unused,
    ...uses.find((use) => use.kid === kid),
    kid,
    state: at === 0 ? "newest" : "older",
  }));
  const missing = uses.filter(({ kid }) => keys.every((key) => key.kid !== kid))
    .map((use): ListedKey => ({ ...use, state: "missing" }));
  return [...known, ...missing];
}

async function withKeys(
  cli: Cli,
  use: (opened: Opened) => Promise<Outcome>,
): Promise<Outcome> {
  const settings = cli.settings();
  const set = await currentKeys(settings, DATA_KEYS);
  await ensureExists(settings);
  const { database, store } = await cli.openStore(settings);
  try {
    return await use({ settings, set, database });
  } finally {
    await store.close();
  }
}

/** The commands. */
export const dataKeyCommands: StandaloneCommands = {
  "keys usage": usage,
  "keys reseal": reseal,
  "keys prune": prune,
};
