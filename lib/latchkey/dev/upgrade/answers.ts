/**
 * The answers that a site was made from: `.latchkey.json`.
 *
 * @module
 */
import { join } from "node:path";
import * as v from "valibot";
import { CommandFailure } from "../../cli/outcome.ts";
import { isVersion } from "../../version.ts";

/** The file, from the site's folder on. */
export const ANSWERS_FILE = ".latchkey.json";

/** What `create-latchkey` was told. */
export interface Answers {
  /** The release that the site is at. */
  readonly version: string;
  /** The options for `create-latchkey`, such as `--languages=en,de`. */
  readonly options: readonly string[];
}

/** A later release may ask more, so that each key but the version becomes an option. */
const schema = v.objectWithRest(
  { version: v.pipe(v.string(), v.check(isVersion)) },
  v.union([v.string(), v.array(v.pipe(v.string(), v.regex(/^[^,]*$/)))]),
);

/**
 * Reads the answers of a site.
 *
 * @throws {CommandFailure} if the folder has none, or they are not valid.
 */
export async function readAnswers(root: string): Promise<Answers> {
  const parsed = v.safeParse(schema, parse(await read(root)));
  const valid = parsed.success &&
    Object.keys(parsed.output).every((key) => /^[a-z][a-z-]*$/.test(key));
  if (!valid) {
    throw new CommandFailure(
      "failed",
      `${ANSWERS_FILE} is not valid. It was written when the site was made: restore it ` +
        "from git.",
    );
  }
  const { version, ...answers } = parsed.output;
  return {
    version,
    options: Object.entries(answers).map(([key, value]) => `--${key}=${value}`),
  };
}

async function read(root: string): Promise<string> {
  try {
    return await Deno.readTextFile(join(root, ANSWERS_FILE));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure(
      "failed",
      `There is no ${ANSWERS_FILE} in this folder, so it is unknown which release the site ` +
        "was made from. docs/upgrading.md says how to add it.",
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
