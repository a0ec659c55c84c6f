/** @module */
import type { Cli } from "../cli/cli.ts";
import { cliName } from "../cli/command.ts";
import { type Finding, findingsOf } from "../cli/finding.ts";
import { databaseExists, usingDatabase } from "../database/commands/place.ts";
import { nullIfMissing } from "../files/private_files.ts";
import type { Site } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import { checkSource } from "./doctor.ts";
import { type JsonWebKeySet, parseKeySet } from "./key_set.ts";
import {
  DATA_KEYS,
  keysFile,
  type KeySource,
  TOKEN_KEYS,
} from "./key_sources.ts";
import { featuresWithDataKeys } from "./needed_data_keys.ts";
import { countSecrets } from "./stored_secrets.ts";

const finding = findingsOf("data_keys", "Data keys");

/** What the check works with. */
type KeysCli =
  & Pick<Cli, "connectDatabase" | "now">
  & { readonly site?: Pick<Site, "features"> };

/**
 * Whether there are data keys, if the site needs any: that they look random, aren't those of
 * access tokens too, and open every secret in the database, which is only read.
 */
export async function checkDataKeys(
  cli: KeysCli,
  settings: Settings,
): Promise<Finding[]> {
  const { site } = cli;
  if (!site || featuresWithDataKeys(site, settings).length === 0) return [];
  const checked = await checkSource(
    settings,
    { source: DATA_KEYS, report: finding },
    cli.now(),
  );
  const set = await keysOf(settings, DATA_KEYS);
  const tokens = await keysOf(settings, TOKEN_KEYS);
  const shared = set?.keys
    .find(({ k }) => tokens?.keys.some((key) => key.k === k));
  return [
    ...checked,
    ...shared ? [sharedKey(shared.kid)] : [],
    ...set ? await checkSecrets(cli, site, settings, set) : [],
  ];
}

/** The keys of a source; null if there are none or they are invalid, which {@linkcode checkSource} reports. */
async function keysOf(
  settings: Settings,
  source: KeySource,
): Promise<JsonWebKeySet | null> {
  const file = keysFile(settings, source);
  const text = source.value(settings) ??
    (file === null ? null : await nullIfMissing(Deno.readTextFile(file)));
  try {
    return text === null ? null : parseKeySet(text, source.alg);
  } catch {
    return null;
  }
}

function sharedKey(kid: string): Finding {
  return finding(
    "fail",
    `key ${kid} is also in JWT_KEYS. Each purpose needs a key of its own: add one ` +
      `with "${cliName} keys rotate --for data", then run "${cliName} keys reseal".`,
  );
}

async function checkSecrets(
  cli: KeysCli,
  site: Pick<Site, "features">,
  settings: Settings,
  { keys }: JsonWebKeySet,
): Promise<Finding[]> {
  const isKnown = settings.databaseUrl !== null ||
    settings.databaseFile !== null;
  if (!isKnown || !await databaseExists(settings)) return [];
  try {
    const uses = await usingDatabase(
      cli,
      settings,
      (database) => countSecrets(database, site),
    );
    const lost = uses.filter(({ kid }) => keys.every((key) => key.kid !== kid));
    return lost.map(({ kid, sealed, hashed }) =>
      finding(
        "fail",
        `${
          secretsNeed(sealed + hashed)
        } key ${kid}, which is missing. Put it ` +
          "back after the newest one, from where you keep your secrets.",
      )
    );
  } catch {
    return []; // The check of the database says why it can't be read.
  }
}

function secretsNeed(count: number): string {
  return count === 1
    ? "1 secret in the database needs"
    : `${count} secrets in the database need`;
}
