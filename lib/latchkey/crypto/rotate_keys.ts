/**
 * Rotating keys: new tokens and secrets use a new key, and older keys still work.
 *
 * @module
 */
import { cliName } from "../cli/command.ts";
import { CommandFailure, type Outcome } from "../cli/outcome.ts";
import { type Settings, SettingsError } from "../settings/settings.ts";
import {
  type JsonWebKeySet,
  keySetText,
  parseKeySet,
  rotateKeys,
} from "./key_set.ts";
import {
  DATA_KEYS,
  keysFile,
  type KeySource,
  readKeysFile,
  TOKEN_KEYS,
  writeKeysFile,
} from "./key_sources.ts";

/**
 * Rotates the keys of access tokens: in their file in development, otherwise by printing a new
 * value of `JWT_KEYS`, which only the operator can set.
 *
 * @param keep The number of older keys to keep.
 * @throws {CommandFailure} if there are no keys to rotate.
 */
export async function rotateTokenKeys(
  settings: Settings,
  keep: number,
): Promise<Outcome> {
  const before = await currentKeys(settings, TOKEN_KEYS);
  const after = rotateKeys(before, keep);
  const dropped = before.keys.length + 1 - after.keys.length;
  const until = whenTokensEnd(settings, after.keys.length - 1, dropped);
  const file = keysFile(settings);
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

/** What to do with the keys that a rotation left. */
const AFTERWARDS =
  "Older keys stay, because secrets in the database need them. Once every " +
  `server has restarted, run "${cliName} keys reseal", then "${cliName} keys prune".`;

/**
 * Rotates the data keys in the same way, and keeps all older ones.
 *
 * @throws {CommandFailure} if there are no keys to rotate.
 */
export async function rotateDataKeys(settings: Settings): Promise<Outcome> {
  const before = await currentKeys(settings, DATA_KEYS);
  const after = rotateKeys(before, before.keys.length);
  const file = keysFile(settings, DATA_KEYS);
  if (file === null) {
    return {
      text: keySetText(after),
      json: { jwks: after, dropped: 0 },
      advice: `Set this as DATA_KEYS and restart the app. ${AFTERWARDS}`,
    };
  }
  await writeKeysFile(file, after);
  const kid = after.keys[0].kid;
  return {
    text:
      `Added key ${kid} to ${file}. It seals secrets once the app restarts.`,
    json: { file, kid, keys: after.keys.length, dropped: 0 },
    advice: AFTERWARDS,
  };
}

/**
 * The keys in use. In development they are made if there are none.
 *
 * @throws {CommandFailure} if there are none that last.
 */
export async function currentKeys(
  settings: Settings,
  source: KeySource,
): Promise<JsonWebKeySet> {
  const file = keysFile(settings, source);
  return file === null
    ? keysOfSettings(settings, source)
    : await readKeysFile(file, source);
}

function keysOfSettings(settings: Settings, source: KeySource): JsonWebKeySet {
  const { variable, alg } = source;
  const generate = `"${cliName} keys generate${
    source === TOKEN_KEYS ? "" : ` --for ${source.name}`
  }"`;
  const value = source.value(settings);
  if (value === null) {
    throw new CommandFailure(
      "not_found",
      settings.appEnv === "production"
        ? `${variable} is not set, so there is nothing to rotate. Generate it with ${generate}.`
        : "The database is in memory, and so are the keys. There is nothing to rotate.",
    );
  }
  try {
    return parseKeySet(value, alg);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new SettingsError([{
      name: variable,
      problem: error.message,
      example: `the value that ${generate} prints`,
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
