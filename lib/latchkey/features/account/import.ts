/**
 * The `users import` command.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { parseFileName } from "../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import type { CommandServices } from "../../services.ts";
import { recordActivity } from "../activity/activity.ts";
import { openInput } from "./import_input.ts";
import { addValues, type ImportedValue } from "./portable_fields.ts";
import type { User } from "./user.ts";
import type { ReadLine } from "./import_line.ts";

interface ImportOptions {
  /** Validates without adding accounts. */
  readonly dryRun: boolean;
  /** Skips invalid lines. */
  readonly keepGoing: boolean;
}

/** Results so far. */
interface Tally {
  added: number;
  there: number;
  readonly bad: { readonly line: number; readonly problem: string }[];
}

/**
 * `users import [file]`: adds an account for each line or row. Each account is a single
 * write, so it is added completely or not at all.
 */
export const importUsers = command({
  summary: "Import accounts from JSON lines or CSV.",
  details:
    "Each line is a JSON object with address and, optionally, name, passwordHash, " +
    "verified, disabled, roles, createdAt, totpSecret, passkeys. The first row of a CSV file names its " +
    "columns, such as email, name, password_hash. Addresses that already have an " +
    "account are skipped, so you can import the same file again after an interruption.",
  examples: [
    "users import users.csv --dry-run",
    "users import users.jsonl",
    "users import --keep-going --json < users.jsonl",
  ],
  args: {
    file: {
      about:
        "CSV if its name ends with .csv, else JSON lines (default: JSON lines " +
        "from standard input)",
      parse: parseFileName,
      required: false,
    },
  },
  options: {
    csv: "read CSV, whatever the name of the file",
    dryRun: "check every line without adding accounts",
    keepGoing: "skip invalid lines instead of stopping",
  },
  createsDatabase: true,
  async run({ services, io }, { file, csv, ...options }) {
    const input = await openInput({ file, csv }, io);
    const tally: Tally = { added: 0, there: 0, bad: [] };
    const progress = await io.progress(input.bytes);
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
  },
});

/** Adds one account. Returns what is wrong with an invalid entry, or null. */
async function importEntry(
  services: CommandServices,
  read: ReadLine,
  { dryRun }: ImportOptions,
  tally: Tally,
): Promise<string | null> {
  if (!read.ok) return read.problem;
  const { user, values } = read;
  const { users } = services.store;
  const isNew = await users.byAddressKey(user.addressKey) === null &&
    (dryRun || await addAccount(services, user, values));
  if (isNew && !dryRun) await recordActivity(services, user, "imported", null);
  tally[isNew ? "added" : "there"]++;
  return null;
}

/** Adds an account, and in the same write what features store of it. */
async function addAccount(
  { store, openAll }: CommandServices,
  user: User,
  values: readonly ImportedValue[],
): Promise<boolean> {
  if (values.length === 0) return await store.users.create(user);
  const services = await openAll();
  return await store.users.create(
    user,
    { own: (db) => addValues(services, { user, values, db }) },
  );
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
    `Line ${line}: ${problem}. The import stopped: ${
      counted(tally, options)
    }. ` +
      "Fix the line and run the import again, or skip invalid lines with --keep-going.",
  );
}

function counted(
  { added, there, bad }: Tally,
  { dryRun }: ImportOptions,
): string {
  const parts = [
    `${added} account${added === 1 ? "" : "s"} ${dryRun ? "to add" : "added"}`,
    `${there} already there`,
  ];
  if (bad.length > 0) parts.push(`${bad.length} invalid`);
  return parts.join(", ");
}
