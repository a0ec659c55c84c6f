/**
 * Reads the files that `write_file.ts` writes, and believes nothing in them unchecked.
 *
 * @module
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { readRecord } from "../../store/record_text.ts";
import { compareRecords, type StoreRecord } from "../../store/records.ts";
import {
  SCHEMA_VERSION,
  StoreTooNewError,
} from "../../store/schema_version.ts";
import { inputLines } from "../input_lines.ts";
import { CommandFailure } from "../outcome.ts";
import type { BackupFacts } from "./write_file.ts";

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const headerLine = v.object({
  app: v.literal("latchkey"),
  schema: wholeNumber,
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
});

const endLine = v.object({
  end: v.literal(true),
  records: wholeNumber,
  sha256: v.string(),
});

/**
 * The records of a backup, then what it is. Whoever reads to the end knows that nothing
 * is missing, out of order or changed by accident.
 *
 * @throws {CommandFailure} where something is.
 * @throws {StoreTooNewError} when a newer app wrote it.
 */
export async function* readBackup(
  path: string,
): AsyncGenerator<StoreRecord, BackupFacts> {
  const lines = linesOf(path);
  const first = await lines.next();
  const { schema, madeAt } = readHeader(first.value ?? "");
  const hash = createHash("sha256").update(`${first.value}\n`);
  let [records, before]: [number, StoreRecord | null] = [0, null];
  for await (const line of lines) {
    const json = parse(line);
    const record = readRecord(json);
    if (record === null) {
      const end = v.safeParse(endLine, json);
      const sha256 = hash.digest("hex");
      const isTrue = end.success && end.output.records === records &&
        end.output.sha256 === sha256;
      if (!isTrue || !(await lines.next()).done) throw damaged(records + 2);
      return { madeAt, schema, records, sha256 };
    }
    if (before && compareRecords(before, record) >= 0) {
      throw damaged(records + 2);
    }
    hash.update(`${line}\n`);
    records++;
    before = record;
    yield record;
  }
  throw new CommandFailure(
    "failed",
    `The backup was cut off after line ${records + 1}. Take another one.`,
  );
}

/** Reads a backup to its end. Throws as {@linkcode readBackup} does. */
export async function checkBackup(path: string): Promise<BackupFacts> {
  const records = readBackup(path);
  while (true) {
    const { value, done } = await records.next();
    if (done) return value;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure("not_found", `There is no file at ${path}.`);
  }
  for await (const { text, number } of inputLines(file.readable)) {
    if (text === null) throw damaged(number);
    yield text;
  }
}

function readHeader(line: string): v.InferOutput<typeof headerLine> {
  const header = v.safeParse(headerLine, parse(line));
  if (!header.success) {
    throw new CommandFailure("failed", "That file is no backup of this app.");
  }
  const { schema } = header.output;
  if (schema > SCHEMA_VERSION) {
    throw new StoreTooNewError(schema, SCHEMA_VERSION, "The backup");
  }
  return header.output;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function damaged(line: number): CommandFailure {
  return new CommandFailure(
    "failed",
    `The backup is damaged at line ${line}. Take another one.`,
  );
}
