/** @module */
import { recordActivity } from "../../activity/activity.ts";
import type { User } from "../user.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Io } from "../../../cli/io.ts";
import { CommandFailure, type Outcome } from "../../../cli/outcome.ts";
import { noProgress } from "../../../cli/progress.ts";
import { openInput } from "./import_input.ts";
import type { ReadLine } from "./import_line.ts";

/** `users import` */
export function usersImport(runner: Runner) {
  return leaf(
    "import",
    "Add accounts from JSON lines, or from a table (CSV).\n\n" +
      "A line: an object with address and, if you like, name, passwordHash, verified, " +
      "disabled, roles, createdAt. A table: its first row names the columns, such as " +
      "email, name, password_hash. An address that has an account already is left as it " +
      "is, so the same file can be sent again after an interruption.",
    [
      "users import users.csv --dry-run",
      "users import users.jsonl",
      "users import --keep-going --json < users.jsonl",
    ],
  )
    .argument(
      "[file]",
      "a table if its name ends with .csv; without it, JSON lines from standard input",
    )
    .option("--csv", "read a table from standard input too")
    .option("--dry-run", "check every line and add nothing")
    .option("--keep-going", "leave out bad lines instead of stopping at one")
    .action((file, options) => {
      const { csv = false, dryRun = false, keepGoing = false } = options;
      const how = { file, csv, dryRun, keepGoing, json: options.json ?? false };
      return runner.withServices((services, io) =>
        importUsers(services, how, io)
      );
    });
}

/** How an import goes about it. */
export interface ImportOptions {
  /** What to read in place of standard input. */
  readonly file?: string;
  /** Whether it is a table whatever its name. */
  readonly csv: boolean;
  /** Checks only. */
  readonly dryRun: boolean;
  /** Leaves out bad lines. */
  readonly keepGoing: boolean;
  /** Whether a program reads along. */
  readonly json: boolean;
}

/** What came of the lines so far. */
interface Tally {
  added: number;
  there: number;
  readonly bad: { readonly line: number; readonly problem: string }[];
}

/**
 * Adds an account for each line or row. Each is one write: it is there whole or not at all.
 *
 * @throws {CommandFailure} at the first bad line, unless told to keep going.
 */
export async function importUsers(
  services: CliServices,
  options: ImportOptions,
  io: Io,
): Promise<Outcome> {
  const input = await openInput(options, io);
  const tally: Tally = { added: 0, there: 0, bad: [] };
  const progress = options.json ? noProgress : await io.progress(input.bytes);
  try {
    for await (const { number, read, endsAt } of input.entries(services)) {
      const problem = await importEntry(services, read, options, tally);
      progress.reach(endsAt, counted(tally, options));
      if (problem === null) continue;
      tally.bad.push({ line: number, problem });
      if (!options.keepGoing) throw stopped(tally, options);
    }
  } finally {
    progress.stop();
  }
  return outcomeOf(tally, options);
}

/** Adds the account of an entry; why not, in words, when the entry is bad. */
async function importEntry(
  services: CliServices,
  read: ReadLine,
  { dryRun }: ImportOptions,
  tally: Tally,
): Promise<string | null> {
  if (!read.ok) return read.problem;
  const { users } = services.store;
  const isNew = await users.byAddressKey(read.user.addressKey) === null &&
    (dryRun || await add(services, read.user));
  tally[isNew ? "added" : "there"]++;
  return null;
}

async function add(services: CliServices, user: User): Promise<boolean> {
  const added = await services.store.users.create(user);
  if (added) await recordActivity(services, user, "imported", null);
  return added;
}

function outcomeOf(tally: Tally, options: ImportOptions): Outcome {
  const { bad, added, there } = tally;
  return {
    text: [
      ...bad.map(({ line, problem }) => `Line ${line}: ${problem}.`),
      `${counted(tally, options)}.`,
    ].join("\n"),
    json: { added, there, bad, dryRun: options.dryRun },
    ...(bad.length > 0 && { failed: true }),
  };
}

function stopped(tally: Tally, options: ImportOptions): CommandFailure {
  const { line, problem } = tally.bad[0];
  return new CommandFailure(
    "invalid",
    `Line ${line}: ${problem}. Stopped there: ${counted(tally, options)}. ` +
      "Mend the line and send the file again, or leave out such lines by --keep-going.",
  );
}

function counted(
  { added, there, bad }: Tally,
  { dryRun }: ImportOptions,
): string {
  const parts = [
    `${accounts(added)} ${dryRun ? "to add" : "added"}`,
    `${there} already there`,
  ];
  if (bad.length > 0) parts.push(`${bad.length} bad`);
  return parts.join(", ");
}

function accounts(count: number): string {
  return `${count} account${count === 1 ? "" : "s"}`;
}
