/**
 * What the fields of rows must look like.
 *
 * @module
 */
import * as v from "valibot";

/** The id of a record: 1 to 64 of the characters of base64url. */
export const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** Whether a text can be the id of a record: 1 to 64 of the characters of base64url. */
export function isId(value: string): boolean {
  return v.is(id, value);
}

/** A whole number that a column can hold. */
export const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A time in milliseconds since the epoch, no later than a `Date` can tell. */
export const time = v.pipe(wholeNumber, v.maxValue(8.64e15));

/** A count, which can be counted on. */
export const count = v.pipe(wholeNumber, v.maxValue(2 ** 52));

/** True or false: SQLite gives 0 and 1. */
export const flag = v.pipe(
  v.union([v.boolean(), v.literal(0), v.literal(1)]),
  v.transform((value) => Boolean(value)),
);

/** An address in its canonical form. */
export const address = v.pipe(v.string(), v.minLength(1), v.maxLength(600));

/** An address as it is compared. */
export const addressKey = address;

/** A word that the app itself chose, such as a purpose or a kind. */
export const word = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** The tag of a language (RFC 5646), whether the site speaks it or not. */
export const languageTag = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8}){0,3}$/),
);

/** SHA-256 or an HMAC by it, in hex. */
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Any text up to a length. */
export const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** A schema, or an empty text. */
export const orEmpty = <Schema extends v.GenericSchema<string>>(
  schema: Schema,
) => v.union([v.literal(""), schema]);

/** The record whose row this is; null when it does not fit. */
export function readRow<Row>(
  schema: v.GenericSchema<unknown, Row>,
  value: unknown,
): Row | null {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}

/** What a column of JSON holds; null when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A record as it may be written: nothing is stored that could not be read back.
 *
 * @throws {TypeError} that names the field which does not fit, and no value: it may be logged.
 */
export function writeRow<Row>(
  schema: v.GenericSchema<unknown, Row>,
  record: unknown,
): Row {
  const result = v.safeParse(schema, record);
  if (result.success) return result.output;
  const fields = result.issues.map((issue) => v.getDotPath(issue) ?? "it");
  throw new TypeError(`This cannot be stored: ${fields.join(", ")}`);
}
