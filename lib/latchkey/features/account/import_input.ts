/**
 * The input of `users import`: a file or standard input, with JSON lines or CSV.
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
  /** Bytes of input read up to its end. */
  readonly endsAt: number;
}

/** An open input. */
export interface ImportInput {
  /** Size of the input in bytes; null if unknown. */
  readonly bytes: number | null;
  entries(services: Pick<Services, "site" | "now">): AsyncIterable<ImportEntry>;
}

/**
 * Opens the input of the command.
 *
 * @throws {CommandFailure} if the file does not exist, or standard input is a terminal.
 */
export async function openInput(
  { file, csv }: {
    /** Read instead of standard input. */
    readonly file: string | undefined;
    /** Reads CSV whatever the file is called. */
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
  const { csvRows } = await import("./import_csv.ts"); // Loads a parser that JSON does not need.
  for await (
    const { number, account, problem, endsAt } of csvRows(
      chunks,
      services.site,
    )
  ) {
    const read: ReadLine = problem === null
      ? readAccount(services, account)
      : { ok: false, problem };
    yield { number, read, endsAt };
  }
}
