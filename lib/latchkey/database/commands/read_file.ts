/**
 * Reads backup files, and checks everything in them.
 *
 * @module
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Contents, Row, Shape } from "../any_row.ts";
import { inputLines } from "../../cli/input_lines.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import type { BackupFacts } from "./write_file.ts";

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const names = v.pipe(v.array(v.string()), v.minLength(1));

const headerLine = v.object({
  app: v.literal("latchkey"),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  migrations: names,
  tables: v.array(v.object({ name: v.string(), columns: names })),
  rows: wholeNumber,
});

type Header = v.InferOutput<typeof headerLine>;

const rowLine = v.object({
  table: v.string(),
  row: v.record(
    v.string(),
    v.union([
      v.null(),
      v.number(),
      v.string(),
      v.strictObject({ base64: v.pipe(v.string(), v.base64()) }),
      v.strictObject({ number: v.string() }),
    ]),
  ),
});

const endLine = v.object({
  end: v.literal(true),
  rows: wholeNumber,
  sha256: v.string(),
});

/**
 * Calls `use` with the content of a backup. Once its rows are read to the end, nothing is
 * missing, reordered or changed by accident.
 *
 * @throws {CommandFailure} when the file is missing, damaged or not a backup.
 */
export async function readBackup<Result>(
  path: string,
  use: (
    contents: Contents & { readonly rows: AsyncGenerator<Row, BackupFacts> },
  ) => Promise<Result>,
): Promise<Result> {
  const lines = linesOf(path);
  try {
    const { value: first } = await lines.next();
    const header = readHeader(first ?? "");
    const shape = new Map(
      header.tables.map(({ name, columns }) => [name, columns]),
    );
    const rows = readRows(`${first}\n`, header, shape, lines);
    return await use({
      migrations: header.migrations,
      shape,
      total: header.rows,
      rows,
    });
  } finally {
    await lines.return(undefined);
  }
}

/** Reads a backup to its end. Throws the errors of {@linkcode readBackup}. */
export function checkBackup(path: string): Promise<BackupFacts> {
  return readBackup(path, async ({ rows }) => {
    while (true) {
      const { value, done } = await rows.next();
      if (done) return value;
    }
  });
}

async function* readRows(
  first: string,
  { madeAt }: Header,
  shape: Shape,
  lines: AsyncGenerator<string>,
): AsyncGenerator<Row, BackupFacts> {
  const hash = createHash("sha256").update(first);
  let rows = 0;
  for await (const line of lines) {
    const json = parse(line);
    const row = readRow(json, shape);
    if (row === null) {
      const end = v.safeParse(endLine, json);
      const sha256 = hash.digest("hex");
      const isTrue = end.success && end.output.rows === rows &&
        end.output.sha256 === sha256;
      if (!isTrue || !(await lines.next()).done) throw damaged(rows + 2);
      return { madeAt, rows, sha256 };
    }
    hash.update(`${line}\n`);
    rows++;
    yield row;
  }
  throw new CommandFailure(
    "failed",
    `The backup is incomplete: it ends after line ${
      rows + 1
    }. Restore another one.`,
  );
}

/** A row with a value for each column of its table; null for any other line. */
function readRow(json: unknown, shape: Shape): Row | null {
  const parsed = v.safeParse(rowLine, json);
  if (!parsed.success) return null;
  const { table, row } = parsed.output;
  const columns = shape.get(table);
  const isWhole = columns?.length === Object.keys(row).length &&
    columns.every((name) => Object.hasOwn(row, name));
  return isWhole ? { table, row } : null;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure(
      "not_found",
      `There is no file at ${path}. Check the path.`,
    );
  }
  if ((await file.stat()).isDirectory) {
    file.close();
    throw new CommandFailure(
      "not_found",
      `${path} is a folder. Specify a file that "backup" wrote.`,
    );
  }
  for await (const { text, number } of inputLines(file.readable, Infinity)) {
    if (text === null) throw damaged(number);
    yield text;
  }
}

function readHeader(line: string): Header {
  const header = v.safeParse(headerLine, parse(line));
  if (header.success) return header.output;
  throw new CommandFailure(
    "failed",
    "The file is not a backup of this app. Name a file that backup wrote.",
  );
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
    `The backup is damaged at line ${line}. Restore another one.`,
  );
}
