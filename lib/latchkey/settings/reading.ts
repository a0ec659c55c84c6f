/**
 * Reads settings by their schemas, and collects all problems to report them at once.
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

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A problem with a setting. */
export interface SettingProblem {
  readonly name: string;
  /** The sentence after the name: `is "abc", but must be a whole number`. */
  readonly problem: string;
  /** A valid line. */
  readonly example: string;
}

/** Thrown if settings are invalid. Its message has a line for each problem. */
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
  "Remove them; docker run --env-file keeps quotes";

/** The message about a secret if the schema's own message would reveal it. */
const WRONG = "is invalid";

/** The settings that were read. */
export interface Reading<Schemas extends SettingSchemas> {
  readonly values: SettingValues<Schemas>;
  /** Reports a problem. The default example is the schema's. */
  refuse(name: keyof Schemas & string, problem: string, example?: string): void;
}

/**
 * Reads settings. An empty or invalid value is read as if it was not set.
 *
 * @param problems Receives the problems.
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
 * Reads a single setting.
 *
 * @throws {SettingsError} if it is invalid.
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

/** Whether a setting has a value, valid or not. */
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
    // Valibot's own messages contain the value, or what the schema made of it.
    const isRevealed = message.includes(value) || message.includes(received);
    return isRevealed ? WRONG : message;
  }
  return message.startsWith("must ")
    ? `is ${quoted(value)}, but ${message}`
    : message;
}

/** A value for a message: on one line, and of limited length. */
export function quoted(value: string): string {
  const longest = 60;
  return JSON.stringify(
    value.length > longest ? `${value.slice(0, longest)}…` : value,
  );
}
