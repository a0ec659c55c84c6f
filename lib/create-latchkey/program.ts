/**
 * Makes a site: reads the command line, asks for the rest, writes the files.
 *
 * @module
 */
import { basename, resolve } from "node:path";
import {
  AnswerError,
  type Answers,
  ENGLISH,
  nameFor,
  type Offer,
  offerOf,
} from "./answers.ts";
import { firstCommit } from "./first_commit.ts";
import { DENO, help, type Options, readOptions } from "./options.ts";
import { askAnswers, askFolder, Cancelled } from "./questions.ts";
import { composeSite } from "./site/compose.ts";
import type { Files } from "./site/files.ts";
import { ensureEmpty, writeFolder } from "./write_folder.ts";

/** What the program works with. */
export interface Surroundings {
  readonly template: Files;
  readonly version: string;
  /** Whether someone is at a terminal and can answer questions. */
  readonly isInteractive: boolean;
  /** Prints a text to standard output. */
  print(text: string): void;
  /** Prints what went wrong. */
  printError(text: string): void;
}

/**
 * Runs the program.
 *
 * @returns The exit code: 0 if the site was made, 1 otherwise.
 */
export async function createSite(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { template, version, print, printError } = surroundings;
  try {
    const offer = offerOf(template);
    const options = readOptions(args, offer);
    if (options.show === "help") print(help(offer));
    else if (options.show === "version") print(`${version}\n`);
    else await make(options, offer, surroundings);
    return 0;
  } catch (error) {
    printError(`${failureOf(error)}\n`);
    return 1;
  }
}

/** What a person is told about an error that isn't this program's fault. */
function failureOf(error: unknown): string {
  if (error instanceof Cancelled) return "Nothing was written.";
  if (error instanceof AnswerError) return error.message;
  if (error instanceof Error && "code" in error) {
    return `Nothing was written. ${error.message}`;
  }
  throw error;
}

async function make(
  options: Options,
  offer: Offer,
  { template, version, isInteractive, print }: Surroundings,
): Promise<void> {
  const asks = isInteractive && !options.yes;
  const folder = options.folder ?? (asks ? await askFolder() : undefined);
  if (folder === undefined) {
    throw new AnswerError("Name the folder: npm create latchkey my-site");
  }
  await ensureEmpty(folder);
  const name = basename(resolve(folder));
  const answers = asks
    ? await askAnswers(options, name, offer)
    : withDefaults(options, name, offer);
  await writeFolder(folder, composeSite(template, answers, version));
  const commit = options.git ? firstCommit(folder, version) : "none";
  print(nextSteps(folder, answers, commit));
}

/** The answers of the command line, and defaults for the rest. */
function withDefaults(
  { name, languages, features }: Options,
  folder: string,
  offer: Offer,
): Answers {
  return {
    name: name ?? nameFor(folder),
    languages: languages ?? [ENGLISH],
    features: features ?? offer.features,
  };
}

function nextSteps(
  folder: string,
  { name, languages, features }: Answers,
  commit: ReturnType<typeof firstCommit>,
): string {
  const lines = [
    `\nWrote ${name} to ${folder}`,
    `  Languages: ${languages.join(", ")}`,
    `  Features: ${features.join(", ") || "none"}`,
    ...commit === "committed" ? ["  Git: one commit with everything"] : [],
    "\nNext:",
    ...folder === "." ? [] : [`  cd ${quoted(folder)}`],
    ...commit === "staged" ? [`  git commit --message "First commit"`] : [],
    `  ${DENO} task start`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A path for a shell. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path)
    ? path
    : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
