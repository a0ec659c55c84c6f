/**
 * Reads settings by their schemas, and gathers what is wrong with them, so that a person
 * is told everything at once.
 *
 * @module
 */
import * as v from "valibot";
import {
  exampleOf,
  isSecret,
  type Setting,
  type SettingSchemas,
  type SettingValues,
} from "./schemas.ts";

/** An environment: names and what they hold. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with one setting, in words for the person who set it. */
export interface SettingProblem {
  readonly name: string;
  /** Continues the sentence that the name begins: "is "abc", but must be a whole number". */
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
          ? "One setting is invalid:"
          : `${problems.length} settings are invalid:`,
        ...problems.map(({ name, problem, example }) =>
          `  ${name} ${problem}. For example: ${example}`
        ),
      ].join("\n"),
    );
  }
}

const QUOTED =
  "starts and ends with quotes, which would be part of the value. " +
  "Remove them, for example from a file for docker run --env-file";

/** What is said of a secret when its schema says too much. */
const WRONG = "is invalid";

/** Settings that were read. */
export interface Reading<Schemas extends SettingSchemas> {
  readonly values: SettingValues<Schemas>;
  /** Notes a problem of a setting beside others; the example is its schema's unless one is given. */
  refuse(name: keyof Schemas & string, problem: string, example?: string): void;
}

/**
 * Reads settings. An empty value counts as not set, as shells and `.env` files mean it, and
 * one that is wrong is read as if it was not set.
 *
 * @param problems Takes what is wrong.
 */
export function readValues<Schemas extends SettingSchemas>(
  schemas: Schemas,
  env: Environment,
  problems: SettingProblem[],
): Reading<Schemas> {
  const refuse: Reading<Schemas>["refuse"] = (name, problem, given) => {
    const example = given ?? exampleOf(schemas[name]);
    problems.push({ name, problem, example: `${name}=${example}` });
  };
  const read = Object.entries(schemas).map(([name, schema]) => {
    const note = (problem: string) => refuse(name, problem);
    return [name, readValue(schema, env[name], note)] as const;
  });
  const values = Object.fromEntries(read) as SettingValues<Schemas>; // Each by its own schema.
  return { values, refuse };
}

/**
 * Reads a setting by itself.
 *
 * @throws {SettingsError} when it is wrong.
 */
export function readSetting<Value>(
  name: string,
  schema: Setting<Value>,
  value: string | undefined,
): Value {
  const problems: SettingProblem[] = [];
  const schemas: Record<string, Setting<Value>> = { [name]: schema };
  const { values } = readValues(schemas, { [name]: value }, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  return values[name];
}

/** Whether a setting has a value, right or wrong. */
export function isSet(value: string | undefined): boolean {
  return Boolean(value?.trim());
}

function readValue(
  schema: Setting<unknown>,
  given: string | undefined,
  refuse: (problem: string) => void,
): unknown {
  const [, , inner] = /^(["'])(.*)\1$/s.exec(given?.trim() ?? "") ?? [];
  if (inner !== undefined) refuse(QUOTED);
  const value = (inner ?? given)?.trim() || undefined;
  try {
    const result = v.safeParse(schema, value, { abortPipeEarly: true });
    if (result.success) return result.output;
    refuse(problemOf(schema, value, result.issues[0]));
  } catch (error) { // As `new URL(value)` in a schema does.
    const message = error instanceof Error ? error.message : String(error);
    refuse(problemOf(schema, value, { message, received: message }));
  }
  const unset = v.safeParse(schema, undefined);
  return unset.success ? unset.output : undefined;
}

function problemOf(
  schema: Setting<unknown>,
  value: string | undefined,
  { message, received }: Pick<v.BaseIssue<unknown>, "message" | "received">,
): string {
  if (value === undefined) return `is not set, but ${message}`;
  if (isSecret(schema)) {
    // Valibot's own messages hold the value, or what the schema made of it.
    const isTold = message.includes(value) || message.includes(received);
    return isTold ? WRONG : message;
  }
  return message.startsWith("must ")
    ? `is ${quoted(value)}, but ${message}`
    : message;
}

/** A value as it may stand in a message: on one line, not endless. */
export function quoted(value: string): string {
  const longest = 60;
  return JSON.stringify(
    value.length > longest ? `${value.slice(0, longest)}…` : value,
  );
}
