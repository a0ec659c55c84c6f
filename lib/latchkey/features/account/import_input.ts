/**
 * What `users import` reads: a file or standard input, JSON lines or a table.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { inputLines } from "../../cli/input_lines.ts";
import type { Io } from "../../cli/io.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { readAccount, type ReadLine, readLine } from "./import_line.ts";

/** One account of the input. */
export interface ImportEntry {
  /** Its line, counted from 1. */
  readonly number: number;
  readonly read: ReadLine;
  /** How many bytes of the input were read up to its end. */
  readonly endsAt: number;
}

/** An input that is open. */
export interface ImportInput {
  /** How many bytes there are to read; null when that is not known. */
  readonly bytes: number | null;
  entries(services: Pick<Services, "site" | "now">): AsyncIterable<ImportEntry>;
}

/**
 * Opens what the command was called with.
 *
 * @throws {CommandFailure} when there is no such file, or nothing on standard input.
 */
export async function openInput(
  { file, csv }: {
    /** What to read in place of standard input. */
    readonly file: string | undefined;
    /** Whether it is a table whatever its name. */
    readonly csv: boolean;
  },
  io: Io,
): Promise<ImportInput> {
  if (file === undefined && io.interactive) {
    throw new CommandFailure(
      "usage",
      "Specify a file, or send accounts on standard input, one JSON object per " +
        "line: users import < users.jsonl",
    );
  }
  const { chunks, bytes } = file === undefined
    ? { chunks: io.input(), bytes: io.inputBytes() }
    : await openFile(file);
  const isTable = csv || /\.csv$/i.test(file ?? "");
  return {
    bytes,
    entries: (services) =>
      isTable ? tableEntries(chunks, services) : lineEntries(chunks, services),
  };
}

async function openFile(path: string) {
  try {
    const file = await Deno.open(path);
    const { size, isFile } = await file.stat();
    return { chunks: file.readable, bytes: isFile ? size : null };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure("not_found", `File not found: ${path}.`);
  }
}

async function* lineEntries(
  chunks: AsyncIterable<Uint8Array>,
  services: Pick<Services, "site" | "now">,
): AsyncGenerator<ImportEntry> {
  for await (const { number, text, problem, endsAt } of inputLines(chunks)) {
    if (text?.trim() === "") continue;
    const read: ReadLine = text === null
      ? { ok: false, problem }
      : readLine(services, text);
    yield { number, read, endsAt };
  }
}

async function* tableEntries(
  chunks: AsyncIterable<Uint8Array>,
  services: Pick<Services, "site" | "now">,
): AsyncGenerator<ImportEntry> {
  const { csvRows } = await import("./import_csv.ts"); // Most imports do without it.
  for await (
    const { number, account, problem, endsAt } of csvRows(
      chunks,
      services.site.profileFields,
    )
  ) {
    const read: ReadLine = problem === null
      ? readAccount(services, account)
      : { ok: false, problem };
    yield { number, read, endsAt };
  }
}
