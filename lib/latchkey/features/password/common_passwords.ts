/**
 * The passwords that attackers try first, and what people make of them.
 *
 * @module
 */
import { LOOK_ALIKE } from "./password_strength.ts";
import { normalisedPassword } from "../../crypto/password_text.ts";
import { withAsciiDigits } from "../tokens/one_time_codes.ts";

/** A shorter word is in too many good passwords by chance. */
const MIN_STEM_LENGTH = 4;

/** What the list lacks: seasons, months and other words that people add a year to, and runs of keys. */
const MORE_STEMS = [
  "abc qwe asd qaz zxc qwertz azerty yxcvbn login root demo lovely habibi ahmed ramadan",
  "autumn fall july frühling herbst januar februar märz juni juli schatz geheim hallo",
  "كلمةالسر كلمةالمرور مرحبا حبيبي رمضان محمد",
].join(" ").split(" ");

/** What is read as another letter: digits and signs, and l as i, since 1 looks like both. */
const READ_AS = new Map([...LOOK_ALIKE, ["l", "i"]]);

const READ_OTHERWISE = new RegExp(`[${[...READ_AS.keys()].join("")}]`, "g");

/** Common passwords and their stems, as {@linkcode read} writes them. */
interface CommonPasswords {
  readonly words: ReadonlySet<string>;
  readonly longest: number;
}

let loading: Promise<CommonPasswords> | undefined;

/**
 * Whether a password is one of the 50,000 most common of eight characters or more (NIST
 * SP 800-63B-4 §3.1.1.2), or a variation: in another case, with digits and logs in place
 * of letters, between them, or added at both ends. So `P@ssw0rd1`, `!Welcome2026!` and
 * `pass-word-1` are. The list is read at the first call.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const common = await (loading ??= loadList());
  const text = withAsciiDigits(normalisedPassword(password)).toLowerCase();
  const withoutSigns = text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
  return hasStem(text, common) || common.words.has(read(withoutSigns));
}

/** Whether the text is a common word once some, all or none of the digits and signs at its ends are cut. */
function hasStem(text: string, { words, longest }: CommonPasswords): boolean {
  const [before] = /^\P{L}*(?=\p{L})/u.exec(text) ?? [""];
  const [after] = /(?<=\p{L})\P{L}*$/u.exec(text) ?? [""];
  const letters = read(text);
  for (let start = 0; start <= before.length; start++) {
    const shortest = Math.max(text.length - after.length, start);
    const end = Math.min(text.length, start + longest);
    for (let stop = shortest; stop <= end; stop++) {
      if (words.has(letters.slice(start, stop))) return true;
    }
  }
  return false;
}

/** A text in lower case, with look-alikes read as letters; as long as before. */
function read(text: string): string {
  return text.replaceAll(
    READ_OTHERWISE,
    (character) => READ_AS.get(character) ?? "",
  );
}

async function loadList(): Promise<CommonPasswords> {
  const { default: encoded }: { default: string } = await import(
    "fxa-common-password-list/src/encoded-passwords.js"
  );
  const words = new Set(MORE_STEMS.map(read));
  let longest = 0;
  let password = "";
  for (const line of encoded.split("\n")) {
    // Its first character counts what it shares with the line before. All are in lower case.
    password = password.slice(0, parseInt(line[0], 36)) + line.slice(1);
    words.add(read(password));
    longest = Math.max(longest, password.length);
    const stem = password.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");
    if (stem.length >= MIN_STEM_LENGTH) words.add(read(stem));
  }
  return { words, longest };
}
