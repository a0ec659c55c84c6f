/**
 * How hard a password is to guess, told while it is typed: a hint for the person, never
 * a rule. It does not know the 50,000 most common: those the server refuses.
 *
 * @module
 */
import type { NewPasswordRules } from "./password_rules.ts";
import { normalisedPassword } from "../../crypto/password_text.ts";

/** From what falls at once to what will not. */
export const STRENGTHS = ["weak", "fair", "good", "strong"] as const;

/** One of {@linkcode STRENGTHS}. */
export type Strength = typeof STRENGTHS[number];

/** From how many bits on a password is fair, good and strong, as {@linkcode bitsOf} counts them. */
const STEPS = [26, 38, 52];

/** What fingers run along and what everybody thinks of. */
const FORWARDS = [
  "qwertyuiop asdfghjkl zxcvbnm qwertz azerty 1qaz2wsx3edc4rfv 1q2w3e4r5t6y",
  "abcdefghijklmnopqrstuvwxyz 01234567890 latchkey",
  "password passwort welcome letmein iloveyou administrator login master secret",
  "monkey dragon football baseball sunshine princess superman summer winter",
].join(" ");

const KNOWN = `${FORWARDS} ${[...FORWARDS].reverse().join("")}`;

/** So many characters in a row are a piece of something: two stand side by side by chance. */
const PIECE_LENGTH = 3;

/** Longer passwords are strong by then, or say nothing new. */
const MAX_JUDGED = 72;

/** The letters that digits and signs look like. */
export const LOOK_ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" })
    .concat([["@", "a"], ["$", "s"], ["!", "i"]]),
);

/** The kinds of characters, by their first match, with the bits of one that follows its own kind and of one that does not. */
const KINDS = [
  { name: "lower", pattern: /[a-z]/, goesOn: 2.2, begins: 4.7 },
  { name: "upper", pattern: /[A-Z]/, goesOn: 2.2, begins: 5.2 },
  { name: "digit", pattern: /\d/, goesOn: 2, begins: 3.5 },
  { name: "space", pattern: /\s/, goesOn: 0, begins: 1 },
  { name: "letter", pattern: /\p{L}/u, goesOn: 3.5, begins: 5.5 },
] as const;

/** Everything else. */
const SIGN = { name: "sign", goesOn: 3, begins: 5.5 } as const;

/** Judges a password. One more character at its end never makes it weaker. */
export function passwordStrength(
  password: string,
  { minLength, address }: NewPasswordRules,
): Strength {
  const characters = [...normalisedPassword(password)];
  if (characters.length < minLength) return "weak";
  const bits = bitsOf(
    characters.slice(0, MAX_JUDGED),
    `${KNOWN} ${address.toLowerCase()}`,
  );
  return STRENGTHS[STEPS.filter((step) => bits >= step).length];
}

/**
 * Adds up what each character tells to somebody who has seen all before it: nothing when
 * it repeats the last, or ends a piece that is known or was there already.
 */
function bitsOf(characters: readonly string[], known: string): number {
  let bits = 0;
  let seen = "";
  let kindBefore: string | undefined;
  for (const character of characters) {
    const inWord = kindBefore === "lower" || kindBefore === "upper";
    const meant = inWord && LOOK_ALIKE.get(character) || character;
    const { name, goesOn, begins } = KINDS.find(({ pattern }) =>
      pattern.test(meant)
    ) ?? SIGN;
    const plain = meant.toLowerCase();
    const piece = [...seen].slice(1 - PIECE_LENGTH).join("") + plain;
    const isTold = seen.endsWith(plain) ||
      [...piece].length === PIECE_LENGTH &&
        (known.includes(piece) || seen.includes(piece));
    if (!isTold) {
      const sameWord = name === kindBefore || name === "lower" && inWord;
      bits += sameWord ? goesOn : begins;
    }
    seen += plain;
    kindBefore = name;
  }
  return bits;
}
