/**
 * Parses the command line and runs a command.
 *
 * @module
 */
import {
  Argument,
  Command as Parser,
  type CommandUnknownOpts,
  Option,
} from "@commander-js/extra-typings";
import type { Cli, StandaloneCommands } from "./cli.ts";
import { cliName, type Command, type Value } from "./command.ts";
import { CommandFailure, type Outcome } from "./outcome.ts";
import type { Site } from "../services.ts";
import { noProgress } from "./progress.ts";
import { runProgram } from "./run.ts";
import { VERSION } from "../version.ts";

/** All commands of a site. */
export interface CommandTree {
  /** Descriptions of the groups, which are the first of two words. */
  readonly groups: Readonly<Record<string, string>>;
  /** By their path of one word or two. */
  readonly commands: StandaloneCommands;
}

/**
 * Runs a command as {@linkcode runProgram} does.
 *
 * @param commandsOf Returns all commands; may throw a `CommandFailure`.
 */
export function runCli(
  args: readonly string[],
  cli: Cli,
  commandsOf: (site: Site) => CommandTree,
): Promise<number> {
  return runProgram(args, {
    io: cli.io,
    task: "cli",
    create: (finish) => createParser(commandsOf(cli.site), cli, finish),
  });
}

function createParser(
  { groups, commands }: CommandTree,
  cli: Cli,
  finish: (outcome: Outcome) => void,
): CommandUnknownOpts {
  const program = new Parser(cliName)
    .description(
      "Manage this site's accounts, sessions, keys, email and database.",
    )
    .version(VERSION, "--version", "print the version of Latchkey");
  const parents = new Map(
    Object.entries(groups).map(([name, summary]) => {
      const group = new Parser(name).description(summary);
      program.addCommand(group);
      return [name, group];
    }),
  );
  for (const [path, command] of Object.entries(commands)) {
    const [name, parent] = path.split(" ").toReversed();
    const parser = commandParser(name, command);
    parser.action(async () => {
      finish(await command.run(cliFor(cli, parser), inputOf(command, parser)));
    });
    (parents.get(parent) ?? program).addCommand(parser);
  }
  return program;
}

function commandParser(
  name: string,
  { summary, details, examples = [], args, options, asksPassword }: Command<
    Cli
  >,
): Parser {
  const parser = new Parser(name)
    .summary(summary)
    .description(details ? `${summary}\n\n${details}` : summary);
  for (const [name, spec] of Object.entries(args)) {
    parser.addArgument(argumentOf(name, spec));
  }
  parser.option("--json", "print the result as JSON");
  for (const [name, spec] of Object.entries(options)) {
    parser.addOption(optionOf(name, spec));
  }
  if (examples.length > 0) {
    const lines = examples.map((example) => `  ${cliName} ${example}`);
    const heading = examples.length > 1 ? "Examples" : "Example";
    parser.addHelpText("after", `\n${heading}:\n${lines.join("\n")}`);
  }
  if (asksPassword) rejectPasswordArgument(parser);
  return parser;
}

function argumentOf(name: string, spec: string | Value) {
  const { about, required = true, parse } = valueOf(spec);
  const argument = new Argument(required ? `<${name}>` : `[${name}]`, about);
  return parse ? argument.argParser((text) => parse(text)) : argument;
}

function optionOf(name: string, spec: string | Value) {
  const flag = `--${
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  }`;
  if (typeof spec === "string") return new Option(flag, spec);
  const { about, value = name, parse, required = false } = spec;
  const option = new Option(`${flag} <${value}>`, about)
    .default(spec.default)
    .makeOptionMandatory(required);
  return parse ? option.argParser((text) => parse(text)) : option;
}

function valueOf(spec: string | Value): Value {
  return typeof spec === "string" ? { about: spec } : spec;
}

/** The values of arguments and options, by name. */
function inputOf({ args, options }: Command<Cli>, parser: Parser) {
  const given: Readonly<Record<string, unknown>> = parser.opts();
  const flags = Object.keys(options)
    .filter((name) => typeof options[name] === "string");
  return {
    ...Object.fromEntries(
      Object.keys(args).map((name, place) => [
        name,
        parser.processedArgs[place],
      ]),
    ),
    ...Object.fromEntries(["json", ...flags].map((name) => [name, false])),
    ...given,
  };
}

/** With `--json`, no progress is shown. */
function cliFor(cli: Cli, parser: CommandUnknownOpts): Cli {
  if (!parser.opts().json) return cli;
  const progress = () => Promise.resolve(noProgress);
  return { ...cli, io: { ...cli.io, progress } };
}

/** Rejects a password among the arguments with a reason, instead of the parser's error. */
function rejectPasswordArgument(parser: Parser): void {
  parser
    .addOption(new Option("-p, --password [value]").hideHelp())
    .allowExcessArguments()
    .hook("preAction", (called) => {
      const expected = called.registeredArguments.length;
      if (called.args.length <= expected && !("password" in called.opts())) {
        return;
      }
      throw new CommandFailure(
        "usage",
        "Don't pass a password as an argument: other users of this machine could " +
          "see it in the list of processes, and your shell would save it. Leave it " +
          "out and type it when asked, or send it on standard input.",
      );
    });
}
