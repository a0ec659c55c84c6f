/**
 * The words that a form needs in the browser, and no others.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "../email/address_length.ts";
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH } from "../forms/lengths.ts";
import { plural, say } from "./say.ts";
import type { FormWords, Language, Problem, Words } from "./words.ts";

/** What can be wrong with a form. */
interface Faults {
  /** Its fields that can be wrong. */
  readonly fields: readonly string[];
  /** What can be wrong with them. */
  readonly problems: readonly Problem[];
  /** The fewest characters of a new password, where it asks for one. */
  readonly minLength?: number;
}

/** The words of a form. What depends on a number is said for each: browsers need not count. */
export function formWords(
  { locale, words }: Language,
  { fields, problems, minLength }: Faults,
): FormWords {
  const shown = problems.map((problem) =>
    [problem, problemWords(words, problem, minLength)] as const
  );
  const counted = fields.map((_, index) =>
    plural(locale, words.form.attention, index + 1)
  );
  return {
    ...words.form,
    attention: ["", ...counted],
    problems: Object.fromEntries(shown),
  };
}

/** What is wrong, as a sentence; undefined when nothing is. */
export function problemWords<Found extends Problem | undefined>(
  words: Words,
  problem: Found,
  minLength?: number,
): Found extends Problem ? string : undefined;
export function problemWords(
  words: Words,
  problem: Problem | undefined,
  minLength = 0,
): string | undefined {
  if (problem === undefined) return undefined;
  return say(words.problems[problem], {
    maxAddress: MAX_ADDRESS_LENGTH,
    maxName: MAX_NAME_LENGTH,
    minPassword: minLength,
    maxPassword: MAX_PASSWORD_LENGTH,
  });
}
