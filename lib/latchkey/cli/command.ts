/**
 * The definition of commands: arguments, options, help and action.
 *
 * @module
 */
import { CommandFailure, type Outcome } from "./outcome.ts";

/** An argument, or an option with a value. */
export interface Value<Result = unknown> {
  /** Its description in help. */
  readonly about: string;
  /** The placeholder of an option's value in help: `number` makes `--limit <number>`. */
  readonly value?: string;
  /** Checks and converts the text. By default the text is the value. */
  parse?(text: string): Result;
  /** The value if none is given. */
  readonly default?: Result;
  /** By default arguments are required and options are not. */
  readonly required?: boolean;
}

/** Arguments or options by name. A string is the description of a plain argument, or of an option without a value. */
export type Values = Readonly<Record<string, string | Value>>;

type Parsed<Spec> = Spec extends { parse(text: string): infer Result } ? Result
  : string;

type ArgumentValue<Spec> = Spec extends { required: false }
  ? Parsed<Spec> | undefined
  : Parsed<Spec>;

type OptionValue<Spec> = Spec extends string ? boolean
  : Spec extends { default: unknown } | { required: true } ? Parsed<Spec>
  : Parsed<Spec> | undefined;

/** The values that a command is called with. */
export type CommandInput<Arguments, Options> =
  & { readonly [Name in keyof Arguments]: ArgumentValue<Arguments[Name]> }
  & { readonly [Name in keyof Options]: OptionValue<Options[Name]> }
  & {
    /** Whether `--json` was given, which every command accepts. */
    readonly json: boolean;
  };

/** The help of a command. */
interface CommandHelp {
  /** A sentence, shown in lists of commands. */
  readonly summary: string;
  /** A paragraph for the help of the command itself. */
  readonly details?: string;
  /** Example calls, without `deno task cli`. */
  readonly examples?: readonly string[];
}

/** What a command does besides running. */
interface CommandNeeds {
  /** Whether it creates a missing database. Other commands fail without one. */
  readonly createsDatabase?: true;
  /** Whether it asks for a password, and rejects one among its arguments. */
  readonly asksPassword?: true;
}

/** The definition of a command. */
export interface CommandSpec<Context, Arguments, Options>
  extends CommandHelp, CommandNeeds {
  /** In the order of the command line. */
  readonly args?: Arguments;
  /** In camel case: `dryRun` is typed as `--dry-run`. */
  readonly options?: Options;
  /** Runs the command and returns its result as text and as JSON. */
  run(
    context: Context,
    input: CommandInput<Arguments, Options>,
  ): Promise<Outcome>;
}

/** A command, without the types of its input. */
export interface Command<Context> extends CommandHelp, CommandNeeds {
  readonly args: Values;
  readonly options: Values;
  run(
    context: Context,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Outcome>;
}

/** Makes a command. The types of its input are inferred from its arguments and options. */
export type CommandMaker<Context> = <
  const Arguments extends Values = Record<never, never>,
  const Options extends Values = Record<never, never>,
>(
  spec: CommandSpec<Context, Arguments, Options>,
) => Command<Context>;

/** Returns a maker of commands for a context. */
export function commandMaker<Context>(): CommandMaker<Context> {
  return ({ run, args, options, ...spec }) => ({
    ...spec,
    args: args ?? {},
    options: options ?? {},
    // The parser produces the values that the arguments and options declare.
    run: run as Command<Context>["run"],
  });
}

/** Checks an argument that is a file name. */
export function parseFileName(text: string): string {
  if (text !== "") return text;
  throw new CommandFailure("usage", "The file name is empty.");
}

/** An option that takes a number. */
interface NumberOption extends Value<number> {
  readonly default: number;
  parse(text: string): number;
}

/**
 * An option that takes a whole number.
 *
 * @param range The smallest and the largest value.
 * @param otherwise The value if none is given.
 */
export function wholeNumber(
  name: string,
  about: string,
  range: readonly [least: number, most: number],
  otherwise: number,
): NumberOption {
  const [least, most] = range;
  return {
    value: "number",
    about: `${about}, ${least} to ${most}`,
    default: otherwise,
    parse(text: string): number {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
      if (number >= least && number <= most) return number;
      throw new CommandFailure(
        "usage",
        `--${name} must be a whole number from ${least} to ${most}. ` +
          `For example: --${name} ${otherwise}`,
      );
    },
  };
}

/** Help of `--yes`, for commands that ask before they do harm. */
export const YES = "skip the confirmation prompt";

/** The start of each command line. */
export const cliName = "deno task cli";
