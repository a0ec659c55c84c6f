/**
 * Schemas of the fields of rows.
 *
 * @module
 */
import * as v from "valibot";

/** The id of a record: 1 to 64 characters of base64url. */
export const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** Whether a text is a valid id. */
export function isId(value: string): boolean {
  return v.is(id, value);
}

/** A non-negative safe integer. */
export const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A time in milliseconds since the epoch, within the range of `Date`. */
export const time = v.pipe(wholeNumber, v.maxValue(8.64e15));

/** A count, with room to increase it. */
export const count = v.pipe(wholeNumber, v.maxValue(2 ** 52));

/** A boolean. SQLite returns 0 and 1. */
export const flag = v.pipe(
  v.union([v.boolean(), v.literal(0), v.literal(1)]),
  v.transform((value) => Boolean(value)),
);

/** An email address in canonical form. */
export const address = v.pipe(v.string(), v.minLength(1), v.maxLength(600));

/** An address in the form for comparison. */
export const addressKey = address;

/** A value that the app itself chose, such as a purpose or a kind. */
export const word = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** A language tag (RFC 5646), whether the site has that language or not. */
export const languageTag = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8}){0,3}$/),
);

/** A SHA-256 or HMAC-SHA-256, in hex. */
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Any text up to this length, in UTF-16 units. */
export const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** The schema, or an empty text. */
export const orEmpty = <Schema extends v.GenericSchema<string>>(
  schema: Schema,
) => v.union([v.literal(""), schema]);

/** Reads a record from a row; null when the row is invalid. */
export function readRow<Row>(
  schema: v.GenericSchema<unknown, Row>,
  value: unknown,
): Row | null {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}

/** Parses a JSON column; null when it is invalid. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Checks a record before it is written, so that it can be read back.
 *
 * @throws {TypeError} that names the invalid fields but not their values, since it may be
 * logged.
 */
export function writeRow<Row>(
  schema: v.GenericSchema<unknown, Row>,
  record: unknown,
): Row {
  const result = v.safeParse(schema, record);
  if (result.success) return result.output;
  const fields = result.issues.map((issue) => v.getDotPath(issue) ?? "it");
  throw new TypeError(`Invalid values can't be stored: ${fields.join(", ")}`);
}
