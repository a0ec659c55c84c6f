/**
 * Estimates how hard a password is to guess while it is typed. Only a hint: the server
 * decides, and it also knows the 50,000 most common passwords.
 *
 * @module
 */
import type { NewPasswordRules } from "./password_rules.ts";
import { normalisedPassword } from "../../crypto/password_text.ts";

/**
 * Password strengths, from easy to hard to guess.
 *
 * @example
 * ```ts
 * import { STRENGTHS } from "@latchkey/core/new-password";
 *
 * const max = STRENGTHS.length - 1; // of a <meter>
 * ```
 */
export const STRENGTHS = ["weak", "fair", "good", "strong"] as const;

/** One of {@linkcode STRENGTHS}. */
export type Strength = typeof STRENGTHS[number];

/** The bits from which a password is fair, good and strong, as {@linkcode bitsOf} counts them. */
const THRESHOLDS = [26, 38, 52];

/** Keyboard and alphabet sequences, and very common words. */
const SEQUENCES = [
  "qwertyuiop asdfghjkl zxcvbnm qwertz azerty 1qaz2wsx3edc4rfv 1q2w3e4r5t6y",
  "abcdefghijklmnopqrstuvwxyz 01234567890 latchkey",
  "password passwort welcome letmein iloveyou administrator login master secret",
  "monkey dragon football baseball sunshine princess superman summer winter",
].join(" ");

const KNOWN = `${SEQUENCES} ${[...SEQUENCES].reverse().join("")}`;

/** In characters. Two adjacent characters of a sequence can be a coincidence. */
const SEQUENCE_LENGTH = 3;

/** In characters. Longer passwords are strong by then, or repetitive. */
const MAX_SCORED = 72;

/** Letters that digits and symbols stand for. */
export const LOOK_ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" })
    .concat([["@", "a"], ["$", "s"], ["!", "i"]]),
);

/**
 * Kinds of characters, of which the first match counts, with the bits of a character that
 * continues its kind and of one that starts it.
 */
const KINDS = [
  { name: "lower", pattern: /[a-z]/, continues: 2.2, starts: 4.7 },
  { name: "upper", pattern: /[A-Z]/, continues: 2.2, starts: 5.2 },
  { name: "digit", pattern: /\d/, continues: 2, starts: 3.5 },
  { name: "space", pattern: /\s/, continues: 0, starts: 1 },
  { name: "letter", pattern: /\p{L}/u, continues: 3.5, starts: 5.5 },
] as const;

const SYMBOL = { name: "symbol", continues: 3, starts: 5.5 } as const;

/**
 * Estimates the strength of a password. Adding a character at the end never makes it
 * weaker. A password below the minimum length is `"weak"`.
 *
 * @example
 * ```ts
 * import { passwordStrength } from "@latchkey/core/new-password";
 *
 * const rules = { minLength: 8, siteName: "Books", address: "ada@example.com" };
 * passwordStrength("qwertyui", rules); // "weak"
 * ```
 */
export function passwordStrength(
  password: string,
  { minLength, address }: NewPasswordRules,
): Strength {
  const characters = [...normalisedPassword(password)];
  if (characters.length < minLength) return "weak";
  const bits = bitsOf(
    characters.slice(0, MAX_SCORED),
    `${KNOWN} ${address.toLowerCase()}`,
  );
  return STRENGTHS[THRESHOLDS.filter((threshold) => bits >= threshold).length];
}

/**
 * Adds up the bits of each character. A character that repeats the last one, or that
 * continues a known or earlier sequence, adds none.
 */
function bitsOf(characters: readonly string[], known: string): number {
  let bits = 0;
  let seen = "";
  let previousKind: string | undefined;
  for (const character of characters) {
    const inWord = previousKind === "lower" || previousKind === "upper";
    const letter = inWord && LOOK_ALIKE.get(character) || character;
    const { name, continues, starts } = KINDS.find(({ pattern }) =>
      pattern.test(letter)
    ) ?? SYMBOL;
    const folded = letter.toLowerCase();
    const sequence = [...seen].slice(1 - SEQUENCE_LENGTH).join("") + folded;
    const isPredictable = seen.endsWith(folded) ||
      [...sequence].length === SEQUENCE_LENGTH &&
        (known.includes(sequence) || seen.includes(sequence));
    if (!isPredictable) {
      const sameWord = name === previousKind || name === "lower" && inWord;
      bits += sameWord ? continues : starts;
    }
    seen += folded;
    previousKind = name;
  }
  return bits;
}
