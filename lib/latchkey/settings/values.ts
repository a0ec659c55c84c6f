/**
 * Reads single values out of an environment and gathers what is wrong with them,
 * so that a person is told everything at once.
 *
 * @module
 */

/** An environment: names and what they hold. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with one setting, in words for the person who set it. */
export interface SettingProblem {
  readonly name: string;
  /** Continues the sentence that the name begins: "is "abc", which is not a whole number". */
  readonly problem: string;
  /** A line that would be right. */
  readonly example: string;
}

/** Thrown when settings are wrong. Its message is the whole text to show, one line a problem. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(readonly problems: readonly SettingProblem[]) {
    super(
      [
        problems.length === 1
          ? "One setting is wrong:"
          : `${problems.length} settings are wrong:`,
        ...problems.map(({ name, problem, example }) =>
          `  ${name} ${problem}. For example: ${example}`
        ),
      ].join("\n"),
    );
  }
}

/** A range of whole numbers, both ends included, and the number to take when none is set. */
export interface WholeNumberRule {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
  /** What the number means, for the message: "minutes". */
  readonly means: string;
}

/** Reads values one by one; each wrong one is added to `problems` and read as its default. */
export interface SettingReader<Name extends string> {
  readonly problems: SettingProblem[];
  /** The trimmed value; undefined when it is not set or empty. One in quotes is a problem, read without them. */
  text(name: Name): string | undefined;
  wholeNumber(name: Name, rule: WholeNumberRule): number;
  /** One of a few words; the first is the default. */
  oneOf<Word extends string>(
    name: Name,
    words: readonly [Word, ...Word[]],
  ): Word;
  /** Notes a problem that the caller found. */
  refuse(name: Name, problem: string, example: string): void;
}

const QUOTED = "begins and ends with quotes, which belong to the value here. " +
  "docker run --env-file keeps them: remove them from that file";

/** Makes a reader of `env`. An empty value counts as not set, as shells and `.env` files mean it. */
export function settingReader<Name extends string>(
  env: Environment,
): SettingReader<Name> {
  const problems: SettingProblem[] = [];
  const refuse = (name: Name, problem: string, example: string) => {
    problems.push({ name, problem, example: `${name}=${example}` });
  };
  const quotedNames = new Set<Name>();
  const text = (name: Name) => {
    const value = env[name]?.trim() || undefined;
    const [, , inner] = /^(["'])(.*)\1$/s.exec(value ?? "") ?? [];
    if (inner === undefined) return value;
    if (!quotedNames.has(name)) refuse(name, QUOTED, "value");
    quotedNames.add(name);
    return inner.trim() || undefined;
  };

  return {
    problems,
    text,
    refuse,

    wholeNumber(name, { from, to, otherwise, means }) {
      const value = text(name);
      if (value === undefined) return otherwise;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
      if (number >= from && number <= to) return number;
      refuse(
        name,
        `is ${quoted(value)}, but must be a whole number ` +
          `from ${from} to ${to} (${means})`,
        String(otherwise),
      );
      return otherwise;
    },

    oneOf(name, words) {
      const value = text(name);
      if (value === undefined) return words[0];
      const word = words.find((word) => word === value);
      if (word !== undefined) return word;
      refuse(
        name,
        `is ${quoted(value)}, but must be one of ${words.join(", ")}`,
        words[0],
      );
      return words[0];
    },
  };
}

/** A value as it may stand in a message: on one line, not endless. */
export function quoted(value: string): string {
  const longest = 60;
  return JSON.stringify(
    value.length > longest ? `${value.slice(0, longest)}…` : value,
  );
}

/** What ends the user name and password of a URL, or begins an escape that is none. */
const UNENCODED = /[/?#]|%(?![\da-f]{2})/gi;

/**
 * Which characters before a URL's last `@` must be percent-encoded, in words that show no
 * other part of the password; null when there are none.
 */
export function unencodedProblem(url: string): string | null {
  const [, credentials = ""] = /^[a-z]+:\/\/(.*)@/is.exec(url) ?? [];
  const found = [...new Set(credentials.match(UNENCODED))];
  if (found.length === 0) return null;
  const codes = found.map((character) => encodeURIComponent(character));
  return `must have each ${
    found.join(" and ")
  } of the user name and password ` +
    `percent-encoded, as ${codes.join(" and ")}`;
}
