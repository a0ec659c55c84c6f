/**
 * `users import` of a table, as spreadsheets and other systems write it (RFC 4180): the
 * first row names the columns.
 *
 * @module
 */
import { CsvError, parse } from "csv-parse/stream";
import { quoted } from "../../settings/reading.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import type { ProfileFields } from "../../forms/profile_fields.ts";

/** A row after the first. */
export interface CsvRow {
  /** The line it ends on, counted from 1. */
  readonly number: number;
  /** The account as a line of JSON would have it. */
  readonly account: Readonly<Record<string, unknown>>;
  /** Why the row cannot be read, in words; null when it can. */
  readonly problem: string | null;
  /** How many bytes of the input were read up to its end. */
  readonly endsAt: number;
}

/** What columns may be called, and which field that is. Case, spaces and signs between words do not count. */
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

/** Begins the names of fields that are the site's own. */
const PROFILE = "profile.";

/** What may stand between two columns. */
const DELIMITERS = [",", ";", "\t"];

/** More characters than this without a line end are no table of accounts. */
const MAX_HEADER_LENGTH = 10_000;

/** What `csv-parse` gives for a row. */
interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/**
 * Reads the rows. Commas, semicolons (as Excel writes them in many countries) or tabs may
 * separate columns; values may be quoted, and hold line ends then.
 *
 * @throws {CommandFailure} when the columns are not those of accounts, or the text is no table.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  profileFields: ProfileFields,
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
      if (fields === null) fields = fieldsOf(record, profileFields);
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
  const decoder = new TextDecoder("utf-8", { fatal: true }); // It leaves a byte order mark out.
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

/** The text up to the end of its first line, and what of it came along. */
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

/** The sign that the first row has most of, outside of quotes. */
function delimiterOf(beginning: string): string {
  const [header] = beginning.replace(/"[^"]*"/g, "").split(/[\r\n]/);
  const count = (sign: string) => header.split(sign).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0];
}

function fieldsOf(
  header: readonly string[],
  profileFields: ProfileFields,
): readonly string[] {
  const own = Object.keys(profileFields);
  const columns = new Map([
    ...own.map((name) => [plain(name), `${PROFILE}${name}`] as const),
    ...COLUMNS,
  ]);
  const fields = header.map((name) => {
    const field = columns.get(plain(name));
    if (field !== undefined) return field;
    throw invalid(
      `Unknown column ${quoted(name)}. The first row can name these columns: ` +
        `${[KNOWN, ...own].join(", ")}`,
    );
  });
  const twice = fields.find((field, place) => fields.indexOf(field) !== place);
  if (twice) throw invalid(`Two columns hold the ${twice}`);
  if (!fields.includes("address")) throw invalid("The column email is missing");
  return fields;
}

/** The name of a column as it is compared. */
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

/** A value as JSON would have it. What it may be is checked with the account. */
function valueOf(field: string, text: string): unknown {
  if (field === "roles") return text.split(/[\s,;|]+/);
  if (field !== "verified" && field !== "disabled") return text;
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : text;
}

/** In words of our own: the parser's show a value. */
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
