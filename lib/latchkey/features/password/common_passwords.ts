/**
 * Common passwords and their variations.
 *
 * @module
 */
import { LOOK_ALIKE } from "./password_strength.ts";
import { normalisedPassword } from "../../crypto/password_text.ts";
import { withAsciiDigits } from "../tokens/typed_code.ts";

/** A shorter word occurs in too many good passwords by chance. */
const MIN_STEM_LENGTH = 4;

/** Words that the list lacks: keyboard sequences, seasons, months and others that people add a year to. */
const MORE_STEMS = [
  "abc qwe asd qaz zxc qwertz azerty yxcvbn login root demo lovely habibi ahmed ramadan",
  "autumn fall july frühling herbst januar februar märz juni juli schatz geheim hallo",
  "كلمةالسر كلمةالمرور مرحبا حبيبي رمضان محمد",
].join(" ").split(" ");

/** Characters that stand for a letter. `l` counts as `i`, because `1` looks like both. */
const SUBSTITUTES = new Map([...LOOK_ALIKE, ["l", "i"]]);

const SUBSTITUTED = new RegExp(`[${[...SUBSTITUTES.keys()].join("")}]`, "g");

/** Common passwords and their stems, as {@linkcode normalise} returns them. */
interface CommonPasswords {
  readonly words: ReadonlySet<string>;
  readonly longest: number;
}

let loading: Promise<CommonPasswords> | undefined;

/**
 * Whether a password is on the blocklist that NIST SP 800-63B-4 §3.1.1.2 requires: the
 * 50,000 most common ones with eight or more characters, and variations of them in another
 * case, or with digits and symbols in place of letters, between them or around them, such
 * as `P@ssw0rd1`, `!Welcome2026!` or `pass-word-1`. The list is loaded on the first call.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const common = await (loading ??= loadList());
  const text = withAsciiDigits(normalisedPassword(password)).toLowerCase();
  const withoutSymbols = text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
  return hasStem(text, common) || common.words.has(normalise(withoutSymbols));
}

/** Whether the text is a common word with any number of digits and symbols around it. */
function hasStem(text: string, { words, longest }: CommonPasswords): boolean {
  const [prefix] = /^\P{L}*(?=\p{L})/u.exec(text) ?? [""];
  const [suffix] = /(?<=\p{L})\P{L}*$/u.exec(text) ?? [""];
  const letters = normalise(text);
  for (let start = 0; start <= prefix.length; start++) {
    const shortest = Math.max(text.length - suffix.length, start);
    const end = Math.min(text.length, start + longest);
    for (let stop = shortest; stop <= end; stop++) {
      if (words.has(letters.slice(start, stop))) return true;
    }
  }
  return false;
}

/** Replaces look-alikes by letters. The text is in lower case, and its length stays the same. */
function normalise(text: string): string {
  return text.replaceAll(
    SUBSTITUTED,
    (character) => SUBSTITUTES.get(character) ?? "",
  );
}

async function loadList(): Promise<CommonPasswords> {
  const { default: encoded }: { default: string } = await import(
    "fxa-common-password-list/src/encoded-passwords.js"
  );
  const words = new Set(MORE_STEMS.map(normalise));
  let longest = 0;
  let password = "";
  for (const line of encoded.split("\n")) {
    // The first character counts the characters shared with the previous line. All are in
    // lower case.
    password = password.slice(0, parseInt(line[0], 36)) + line.slice(1);
    words.add(normalise(password));
    longest = Math.max(longest, password.length);
    const stem = password.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");
    if (stem.length >= MIN_STEM_LENGTH) words.add(normalise(stem));
  }
  return { words, longest };
}
