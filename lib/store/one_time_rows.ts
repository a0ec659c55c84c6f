/**
 * What the rows of one-time tokens and codes must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import {
  addressKey,
  digest,
  id,
  orEmpty,
  readRow,
  text,
  wholeNumber,
  word,
  writeRow,
} from "./row_fields.ts";
import type { OneTimeCode, OneTimeToken } from "./one_time.ts";

/** In which a token or code was made: it is good while this is the present one. */
const generation = id;

/** What the row of a token must look like. */
export const tokenRow = v.object({
  hash: digest,
  purpose: word,
  subject: id,
  scope: word,
  addressKey: orEmpty(addressKey),
  data: v.record(word, text(2000)),
  createdAt: wholeNumber,
  expiresAt: wholeNumber,
});

/** What the row of a code must look like. */
export const codeRow = v.object({
  subject: id,
  scope: word,
  mac: digest,
  triesLeft: wholeNumber,
  createdAt: wholeNumber,
  expiresAt: wholeNumber,
});

const storedToken = v.object({ token: tokenRow, generation });
const storedCode = v.object({ code: codeRow, generation });
const generationRow = v.object({ id: generation, until: wholeNumber });

/** A token as it lies in the database. */
export type StoredToken = v.InferOutput<typeof storedToken>;

/** A code as it lies in the database. */
export type StoredCode = v.InferOutput<typeof storedCode>;

/** A generation as it lies in the database: its name, and the time when its last token ends. */
export type Generation = v.InferOutput<typeof generationRow>;

/** Whether a text can be the hash of a token. */
export function isDigest(value: string): boolean {
  return v.is(digest, value);
}

/** Whether texts can be a subject and a scope. */
export function isSibling(subject: string, scope: string): boolean {
  return v.is(id, subject) && v.is(word, scope);
}

/** The token whose row this is; null when it is none's, or not that of the hash it lies under. */
export function readToken(value: unknown, hash: unknown): StoredToken | null {
  const stored = readRow(storedToken, value);
  return stored?.token.hash === hash ? stored : null;
}

/** The code whose row this is; null when it is none's or lies elsewhere than it belongs. */
export function readCode(
  value: unknown,
  subject: string,
  scope: string,
): StoredCode | null {
  const stored = readRow(storedCode, value);
  const { code } = stored ?? {};
  return code?.subject === subject && code.scope === scope ? stored : null;
}

/** The generation whose row this is; null when it is none's. */
export function readGeneration(value: unknown): Generation | null {
  return readRow(generationRow, value);
}

/**
 * A token as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeToken(token: OneTimeToken): OneTimeToken {
  return writeRow(tokenRow, token);
}

/**
 * A code as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeCode(code: OneTimeCode): OneTimeCode {
  return writeRow(codeRow, code);
}
