/**
 * The command line of `create-latchkey`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import {
  AnswerError,
  type Answers,
  nameProblem,
  type Offer,
  readFeatures,
  readLanguages,
} from "./answers.ts";

/** What the command line says. Nothing that it leaves out is set. */
export interface Options extends Partial<Answers> {
  readonly folder?: string;
  /** Takes the defaults instead of asking. */
  readonly yes: boolean;
  /** Whether a new folder becomes a Git repository. */
  readonly git: boolean;
  /** Something to print instead of making a site. */
  readonly show?: "help" | "version";
}

/** The version of Deno in all commands. */
export const DENO = "npx -y deno@2.9.6";

/** What `--help` prints. */
export function help({ languages, features }: Offer): string {
  return `Makes a website with accounts, for Deno and Fresh.

Usage:
  npm create latchkey <folder>
  npm create latchkey <folder> -- [options]
  deno create npm:latchkey -- <folder> [options]

At a terminal it asks for what you leave out. Elsewhere it takes the defaults.

Options:
  --name <name>       The name on pages and in emails; by default the folder's
  --languages <list>  Some of ${
    [...languages.keys()].join(",")
  }, the default language first;
                      by default en
  --features <list>   all, none, or some of these; by default all:
                      ${features.slice(0, 4).join(",")},
                      ${features.slice(4, 7).join(",")},
                      ${features.slice(7).join(",")}
  -y, --yes           Take the defaults instead of asking
  --no-git            Don't make a Git repository with a first commit
  -h, --help
  --version
`;
}

/**
 * Reads the command line.
 *
 * @throws {AnswerError} for unknown options and answers that can't be used.
 */
export function readOptions(args: readonly string[], offer: Offer): Options {
  const { values, positionals } = parse(args);
  const [folder, ...others] = positionals;
  if (others.length > 0) {
    throw new AnswerError(
      `Name one folder. A name of several words needs quotes: ${
        JSON.stringify(positionals.join(" "))
      }.`,
    );
  }
  if (folder !== undefined) ensureFolder(folder);
  const name = values.name?.trim();
  const problem = name === undefined ? undefined : nameProblem(name);
  if (problem !== undefined) throw new AnswerError(problem);
  const { languages, features } = values;
  return {
    ...folder !== undefined && { folder },
    ...name !== undefined && { name },
    ...languages !== undefined &&
      { languages: readLanguages(languages, offer) },
    ...features !== undefined && { features: readFeatures(features, offer) },
    yes: values.yes,
    git: !values["no-git"],
    ...values.version && { show: "version" },
    ...values.help && { show: "help" },
  };
}

/**
 * Rejects folders that can't be typed in a shell, or that Windows doesn't have.
 *
 * @throws {AnswerError}
 */
export function ensureFolder(folder: string): void {
  const problem = folderProblem(folder);
  if (problem !== undefined) throw new AnswerError(problem);
}

/** Why a site can't be in a folder; undefined if it can. */
export function folderProblem(folder: string): string | undefined {
  if (folder.trim() === "") {
    return "Enter the name of a folder, such as my-site.";
  }
  if (/[\p{C}\p{Zl}\p{Zp}"<>|?*]/u.test(folder)) {
    return 'The name of the folder contains a line break, an invisible character or one of " < > | ? *. Leave it out.';
  }
  return undefined;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: "string" },
        languages: { type: "string" },
        features: { type: "string" },
        yes: { type: "boolean", short: "y", default: false },
        "no-git": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [problem] = error.message.split(". ");
    throw new AnswerError(`${problem}. Run with --help to see all options.`);
  }
}
