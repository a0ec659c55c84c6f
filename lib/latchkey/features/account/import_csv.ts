/**
 * Reads accounts from CSV (RFC 4180) for `users import`. The first row names the columns.
 *
 * @module
 */
import { CsvError, parse } from "csv-parse/stream";
import { quoted } from "../../settings/reading.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import type { Site } from "../../services.ts";
import { portableFields } from "./portable_fields.ts";

/** A row after the header. */
export interface CsvRow {
  /** The line on which it ends, counted from 1. */
  readonly number: number;
  /** The account in the same shape as a line of JSON. */
  readonly account: Readonly<Record<string, unknown>>;
  /** Why the row cannot be read; null if it can. */
  readonly problem: string | null;
  /** Bytes of input read up to the end of the row. */
  readonly endsAt: number;
}

/** Accepted column names and their fields. Case, spaces, hyphens and underscores are ignored. */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["address", "address"],
  ["email", "address"],
  ["emailaddress", "address"],
  ["name", "name"],
  ["passwordhash", "passwordHash"],
  ["language", "language"],
  ["verified", "verified"],
  ["disabled", "disabled"],
  ["roles", "roles"],
  ["createdat", "createdAt"],
]);

const KNOWN =
  "email, name, password_hash, language, verified, disabled, roles, " +
  "created_at";

/** The prefix of fields that are defined by the site. */
const PROFILE = "profile.";

const DELIMITERS = [",", ";", "\t"];

/** In characters. */
const MAX_HEADER_LENGTH = 10_000;

/** A row as `csv-parse` returns it. */
interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/**
 * Reads the rows. Columns may be separated by commas, tabs, or semicolons, which Excel
 * writes in many locales. Quoted values may contain line breaks.
 *
 * @throws {CommandFailure} if a column is unknown or the input is not valid CSV.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  site: Pick<Site, "features" | "profileFields">,
): AsyncGenerator<CsvRow> {
  const text = textOf(chunks);
  const beginning = await firstLine(text);
  const rows = ReadableStream.from(joined(beginning, text))
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(parse({
      delimiter: delimiterOf(beginning),
      info: true,
      relax_column_count: true,
      max_record_size: 64 * 1024,
      skip_empty_lines: true,
      trim: true,
    }));
  let fields: readonly string[] | null = null;
  try {
    for await (const { record, info } of rows as AsyncIterable<Parsed>) {
      if (fields === null) fields = fieldsOf(record, site);
      else yield rowOf(fields, record, info);
    }
  } catch (error) {
    throw tableProblem(error);
  }
  if (fields === null) {
    throw invalid("The first row must name the columns");
  }
}

async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true }); // Strips a byte order mark.
  try {
    for await (const chunk of chunks) {
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalid('The file is not in UTF-8. In Excel, save it as "CSV UTF-8"');
  }
}

/** Reads up to the end of the first line. The result may include the start of the next lines. */
async function firstLine(text: AsyncGenerator<string>): Promise<string> {
  let beginning = "";
  while (!/[\r\n]/.test(beginning) && beginning.length < MAX_HEADER_LENGTH) {
    const { value, done } = await text.next();
    if (done) break;
    beginning += value;
  }
  return beginning;
}

async function* joined(
  beginning: string,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  yield beginning;
  yield* rest;
}

/** The delimiter that occurs most often in the first row, outside quotes. */
function delimiterOf(beginning: string): string {
  const [header] = beginning.replace(/"[^"]*"/g, "").split(/[\r\n]/);
  const count = (sign: string) => header.split(sign).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0];
}

function fieldsOf(
  header: readonly string[],
  site: Pick<Site, "features" | "profileFields">,
): readonly string[] {
  const own = Object.keys(site.profileFields);
  const ofFeatures = portableFields(site).map(({ name }) => name);
  const columns = new Map([
    ...ofFeatures.map((name) => [plain(name), name] as const),
    ...own.map((name) => [plain(name), `${PROFILE}${name}`] as const),
    ...COLUMNS,
  ]);
  const fields = header.map((name) => {
    const field = columns.get(plain(name));
    if (field !== undefined) return field;
    throw invalid(
      `Unknown column ${quoted(name)}. The first row can name these columns: ` +
        `${[KNOWN, ...ofFeatures, ...own].join(", ")}`,
    );
  });
  const twice = fields.find((field, place) => fields.indexOf(field) !== place);
  if (twice) throw invalid(`Two columns hold the ${twice}`);
  if (!fields.includes("address")) throw invalid("The column email is missing");
  return fields;
}

/** A column name in the form in which it is compared. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

function rowOf(
  fields: readonly string[],
  record: readonly string[],
  { lines: number, bytes: endsAt }: Parsed["info"],
): CsvRow {
  const cells = fields.map((field, place) =>
    [field, record[place] ?? ""] as const
  );
  const account: Record<string, unknown> = {};
  const profile: Record<string, string> = {};
  for (const [field, text] of cells.filter(([, text]) => text !== "")) {
    if (field.startsWith(PROFILE)) profile[field.slice(PROFILE.length)] = text;
    else account[field] = valueOf(field, text);
  }
  if (Object.keys(profile).length > 0) account.profile = profile;
  const problem = record.length === fields.length
    ? null
    : `expected ${fields.length} columns, found ${record.length}`;
  return { number, account, problem, endsAt };
}

/** A value as JSON would contain it. It is validated together with the account. */
function valueOf(field: string, text: string): unknown {
  if (field === "roles") return text.split(/[\s,;|]+/);
  if (field !== "verified" && field !== "disabled") return text;
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : text;
}

/** The parser's own messages would show a value, which may be a password hash. */
function tableProblem(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const { lines: line } = error as CsvError & { readonly lines?: number };
  return invalid(
    error.code === "CSV_MAX_RECORD_SIZE"
      ? `The row on line ${line} is longer than 64 KB. A quote may not be closed`
      : `A quote on line ${line} is not closed, or is inside a value. ` +
        "Double each quote inside a quoted value",
  );
}

function invalid(message: string): CommandFailure {
  return new CommandFailure("invalid", `${message}.`);
}
