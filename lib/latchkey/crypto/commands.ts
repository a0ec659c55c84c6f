/**
 * Commands for the keys that sign access tokens: `keys …`.
 *
 * @module
 */
import { standaloneCommand, type StandaloneCommands } from "../cli/cli.ts";
import { cliName, wholeNumber } from "../cli/command.ts";
import { CommandFailure, type Outcome } from "../cli/outcome.ts";
import { type Settings, SettingsError } from "../settings/settings.ts";
import {
  generateKey,
  type JsonWebKeySet,
  keySetText,
  parseKeySet,
  rotateKeys,
} from "./key_ring.ts";
import { keysFile, readKeysFile, writeKeysFile } from "./key_sources.ts";

/** Generates a set with one key. The text is only the value of `JWT_KEYS`, so that it can be piped. */
const generate = standaloneCommand({
  summary: "Generate a key set for JWT_KEYS.",
  examples: ["keys generate", "keys generate > jwt_keys.json"],
  run() {
    const set = { keys: [generateKey()] };
    return Promise.resolve({
      text: keySetText(set),
      json: { jwks: set },
      advice: "Set this as JWT_KEYS, in single quotes if a shell reads it. " +
        "Keep it secret: anyone who has it can log in as any user.",
    });
  },
});

const rotate = standaloneCommand({
  summary: "Sign with a new key, and keep accepting the older ones.",
  examples: ["keys rotate", "keys rotate --keep 1"],
  options: {
    keep: wholeNumber(
      "keep",
      "how many older keys to keep accepting",
      [0, 9],
      2,
    ),
  },
  run: async (cli, { keep }) => await rotateKeySet(cli.settings(), keep),
});

/**
 * Rotates the keys in their file in development. Otherwise prints a new value of `JWT_KEYS`,
 * which only the operator can set.
 *
 * @param keep The number of older keys to keep.
 * @throws {CommandFailure} if there are no keys to rotate.
 */
export async function rotateKeySet(
  settings: Settings,
  keep: number,
): Promise<Outcome> {
  const file = keysFile(settings);
  const before = file === null
    ? keysOfSettings(settings)
    : await readKeysFile(file);
  const after = rotateKeys(before, keep);
  const dropped = before.keys.length + 1 - after.keys.length;
  const until = whenTokensEnd(settings, after.keys.length - 1, dropped);
  if (file === null) {
    return {
      text: keySetText(after),
      json: { jwks: after, dropped },
      advice: `Set this as JWT_KEYS and restart the app. ${until}`,
    };
  }
  await writeKeysFile(file, after);
  const kid = after.keys[0].kid;
  return {
    text: `Added key ${kid} to ${file}. It signs tokens once the app restarts.`,
    json: { file, kid, keys: after.keys.length, dropped },
    advice: until,
  };
}

function keysOfSettings({ jwtKeys, appEnv }: Settings): JsonWebKeySet {
  if (jwtKeys === null) {
    throw new CommandFailure(
      "not_found",
      appEnv === "production"
        ? `JWT_KEYS is not set, so there is nothing to rotate. Generate it with "${cliName} keys generate".`
        : "The database is in memory, and so are the keys. There is nothing to rotate.",
    );
  }
  try {
    return parseKeySet(jwtKeys);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new SettingsError([{
      name: "JWT_KEYS",
      problem: error.message,
      example: `the value that "${cliName} keys generate" prints`,
    }]);
  }
}

/** Says when tokens of older keys stop working. Remembered sessions are the longest. */
function whenTokensEnd(
  { rememberSeconds }: Settings,
  kept: number,
  dropped: number,
): string {
  const days = rememberSeconds / (24 * 3600);
  const sentences: string[] = [];
  if (dropped > 0) {
    sentences.push(
      `Tokens signed by the ${
        count(dropped, "removed key")
      } stop working then, ` +
        "and their users must log in again.",
    );
  }
  if (kept > 0) {
    sentences.push(
      `Tokens signed by the ${count(kept, "older key")} still work. ` +
        "You can remove a key without logging anyone out " +
        `${count(days, "day")} after it was replaced, when every session ` +
        "that used it has expired.",
    );
  }
  return sentences.join(" ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The commands. */
export const keyCommands: StandaloneCommands = {
  "keys generate": generate,
  "keys rotate": rotate,
};
