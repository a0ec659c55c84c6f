/**
 * Codes as people type them.
 *
 * @module
 */

/** Digits of Arabic and Persian keyboards. Their last four bits are the value. */
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Longer input is rejected before normalisation, whose time can grow with the square of the length. */
const MAX_TYPED_LENGTH = 100;

/**
 * The code in what was typed or pasted: without spaces, dashes and invisible characters, and
 * with ASCII digits in place of full-width, Arabic and Persian ones. Empty if it is too long
 * to be a code.
 */
export function readTypedCode(typed: string): string {
  if (typed.length > MAX_TYPED_LENGTH) return "";
  return withAsciiDigits(typed.normalize("NFKC"))
    .replace(/[\s\p{Dash}\p{Cf}]/gu, "");
}

/** Replaces Arabic and Persian digits with ASCII digits. */
export function withAsciiDigits(text: string): string {
  return text.replace(
    ARABIC_DIGIT,
    (digit) => `${digit.charCodeAt(0) & 0xf}`,
  );
}
