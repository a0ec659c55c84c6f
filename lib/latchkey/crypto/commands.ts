/**
 * Commands for keys: `keys …`.
 *
 * @module
 */
import { standaloneCommand, type StandaloneCommands } from "../cli/cli.ts";
import { wholeNumber } from "../cli/command.ts";
import { CommandFailure } from "../cli/outcome.ts";
import { dataKeyCommands } from "./data_key_commands.ts";
import { generateKey, keySetText } from "./key_set.ts";
import { DATA_KEYS, type KeySource, TOKEN_KEYS } from "./key_sources.ts";
import { rotateDataKeys, rotateTokenKeys } from "./rotate_keys.ts";

const SOURCES: ReadonlyMap<string, KeySource> = new Map(
  [TOKEN_KEYS, DATA_KEYS].map((source) => [source.name, source]),
);

/** How many older keys of tokens a rotation keeps. */
const KEPT = 2;

/** The option that says which keys are meant. */
const FOR = {
  about: "tokens (JWT_KEYS, the default) or data (DATA_KEYS)",
  value: "purpose",
  parse(text: string): KeySource {
    const source = SOURCES.get(text);
    if (source) return source;
    throw new CommandFailure(
      "usage",
      "--for must be tokens or data. For example: --for data",
    );
  },
};

/** Generates a set with one key. The text is only the value of the variable, so that it can be piped. */
const generate = standaloneCommand({
  summary: "Generate a key set for JWT_KEYS or DATA_KEYS.",
  examples: [
    "keys generate",
    "keys generate --for data",
    "keys generate > jwt_keys.json",
  ],
  options: { for: FOR },
  run(_, { for: source = TOKEN_KEYS }) {
    const { alg, variable, theft } = source;
    const set = { keys: [generateKey(alg)] };
    return Promise.resolve({
      text: keySetText(set),
      json: { jwks: set },
      advice:
        `Set this as ${variable}, in single quotes if a shell reads it. ` +
        `Keep it secret: anyone who has it can ${theft}.`,
    });
  },
});

const rotate = standaloneCommand({
  summary: "Add a new key for new tokens or secrets, and keep older keys.",
  details:
    "Older keys still verify tokens, or open secrets. Data keys are all kept: " +
    '"keys prune" removes those that no secret needs.',
  examples: ["keys rotate", "keys rotate --keep 1", "keys rotate --for data"],
  options: {
    for: FOR,
    keep: {
      ...wholeNumber(
        "keep",
        `how many older keys of tokens to keep accepting (default: ${KEPT})`,
        [0, 9],
        KEPT,
      ),
      default: undefined,
    },
  },
  async run(cli, { for: source = TOKEN_KEYS, keep }) {
    if (source === TOKEN_KEYS) {
      return await rotateTokenKeys(cli.settings(), keep ?? KEPT);
    }
    if (keep === undefined) return await rotateDataKeys(cli.settings());
    throw new CommandFailure(
      "usage",
      "--keep is for tokens only. Secrets need their data keys, so all are kept.",
    );
  },
});

/** The commands. */
export const keyCommands: StandaloneCommands = {
  "keys generate": generate,
  "keys rotate": rotate,
  ...dataKeyCommands,
};
