/**
 * Commands as they are written down: what they are called with, and what they do.
 *
 * @module
 */
import { CommandFailure, type Outcome } from "./outcome.ts";

/** A value that is given on the command line. */
export interface Value<Result = unknown> {
  /** What help says about it. */
  readonly about: string;
  /** What help calls the value of an option: `number` makes `--limit <number>`. */
  readonly value?: string;
  /** Checks and converts the text; without it, the text is the value. */
  parse?(text: string): Result;
  /** What it is when it is not given. */
  readonly default?: Result;
  /** Arguments are required unless this is false; options are optional unless it is true. */
  readonly required?: boolean;
}

/** Arguments or options by name. What help says stands alone for a plain argument, or for an option without a value. */
export type Values = Readonly<Record<string, string | Value>>;

type Parsed<Spec> = Spec extends { parse(text: string): infer Result } ? Result
  : string;

type ArgumentValue<Spec> = Spec extends { required: false }
  ? Parsed<Spec> | undefined
  : Parsed<Spec>;

type OptionValue<Spec> = Spec extends string ? boolean
  : Spec extends { default: unknown } | { required: true } ? Parsed<Spec>
  : Parsed<Spec> | undefined;

/** What a command was called with. */
export type CommandInput<Arguments, Options> =
  & { readonly [Name in keyof Arguments]: ArgumentValue<Arguments[Name]> }
  & { readonly [Name in keyof Options]: OptionValue<Options[Name]> }
  & {
    /** Whether `--json` is there, which every command takes. */
    readonly json: boolean;
  };

/** What help says about a command. */
interface CommandHelp {
  /** A sentence, shown in lists of commands. */
  readonly summary: string;
  /** What else its own help says. */
  readonly details?: string;
  /** Calls, without the `deno task cli` in front. */
  readonly examples?: readonly string[];
}

/** What a command does beside running. */
interface CommandNeeds {
  /** Whether it makes a database that is not there. Other commands say that there is none. */
  readonly createsDatabase?: true;
  /** Whether it asks for a password. A password among its arguments is refused with the reason. */
  readonly asksPassword?: true;
}

/** A command as it is written down. */
export interface CommandSpec<Context, Arguments, Options>
  extends CommandHelp, CommandNeeds {
  /** In the order in which they are typed. */
  readonly args?: Arguments;
  /** In camel case: `dryRun` is typed as `--dry-run`. */
  readonly options?: Options;
  /** Does it, and gives what there is to say, for a person and for a program. */
  run(
    context: Context,
    input: CommandInput<Arguments, Options>,
  ): Promise<Outcome>;
}

/** A command, whatever it is called with. */
export interface Command<Context> extends CommandHelp, CommandNeeds {
  readonly args: Values;
  readonly options: Values;
  run(
    context: Context,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Outcome>;
}

/** Makes a command. The types of its input follow from its arguments and options. */
export type CommandMaker<Context> = <
  const Arguments extends Values = Record<never, never>,
  const Options extends Values = Record<never, never>,
>(
  spec: CommandSpec<Context, Arguments, Options>,
) => Command<Context>;

/** A maker of commands that work with a context. */
export function commandMaker<Context>(): CommandMaker<Context> {
  return ({ run, args, options, ...spec }) => ({
    ...spec,
    args: args ?? {},
    options: options ?? {},
    // The parser gives what the arguments and options say.
    run: run as Command<Context>["run"],
  });
}

/** The name of a file, as an argument is checked. */
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
 * @param range The least and the most that it may be.
 * @param otherwise What it is when it is not given.
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

/** How a person calls the commands. */
export const cliName = "deno task cli";
