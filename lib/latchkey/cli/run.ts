/**
 * Runs a program of commands, and prints its result or error.
 *
 * @module
 */
import { CommanderError } from "@commander-js/extra-typings";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import {
  StoreOpenError,
  StoreUnavailableError,
  unavailableMessage,
} from "../database/unavailable.ts";
import { SiteError } from "../site_check.ts";
import { SettingsError } from "../settings/settings.ts";
import type { Io } from "./io.ts";
import { CommandFailure, exitCodes, type Outcome } from "./outcome.ts";

/** The output of a program. */
export type Output = Pick<Io, "out" | "err">;

/** A program to run. */
export interface Program {
  readonly io: Output;
  /** The task of `deno.json` that runs it. */
  readonly task: string;
  /** Creates its commands; each passes its result to `finish`. */
  create(finish: (outcome: Outcome) => void): CommandUnknownOpts;
}

/**
 * Runs one command. Errors are not thrown but printed to stderr, as JSON with `--json`.
 *
 * @returns The exit code: 0 success, 1 failure, 2 usage error, 130 stopped by Ctrl-C.
 */
export async function runProgram(
  args: readonly string[],
  { io, task, create }: Program,
): Promise<number> {
  const asJson = args.includes("--json");
  let exitCode: number = exitCodes.ok;
  try {
    const program = create((outcome) => {
      report(outcome, asJson, io);
      if (outcome.failed) exitCode = exitCodes.failed;
    });
    redirectOutput(io, program, asJson);
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help
    const failure = asFailure(error, task);
    io.err(
      asJson
        ? JSON.stringify({
          error: { code: failure.code, message: failure.message },
        })
        : failure.message,
    );
    return failure.exitCode;
  }
}

/** Makes the parser print help through `io`, and throw instead of ending the process. */
function redirectOutput(
  io: Output,
  command: CommandUnknownOpts,
  asJson: boolean,
): void {
  const noColors = () => false; // by default it reads the environment
  const width = () => 80;
  command.exitOverride().configureOutput({
    writeOut: (text) => io.out(text.trimEnd()),
    writeErr: (text) => asJson || io.err(text.trimEnd()),
    outputError: () => {}, // the thrown error has it
    getOutHasColors: noColors,
    getErrHasColors: noColors,
    getOutHelpWidth: width,
    getErrHelpWidth: width,
  });
  for (const child of command.commands) redirectOutput(io, child, asJson);
}

function report(outcome: Outcome, asJson: boolean, io: Output): void {
  if (asJson) return io.out(JSON.stringify(outcome.json));
  if (outcome.text) io.out(outcome.text);
  if (outcome.advice) io.err(outcome.advice);
}

function asFailure(error: unknown, task: string): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof CommanderError) return usageFailure(error);
  if (error instanceof SettingsError) {
    return new CommandFailure("settings", error.message);
  }
  if (error instanceof StoreOpenError || error instanceof SiteError) {
    return new CommandFailure("failed", error.message);
  }
  if (error instanceof StoreUnavailableError) {
    return new CommandFailure("failed", unavailableMessage(error));
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Deno.errors.NotCapable) {
    // Deno's message suggests a flag, but the launcher sets the flags.
    const [what] = message.split(", run again");
    return new CommandFailure(
      "failed",
      `Deno denied access: ${what}. "deno task ${task}" only allows the files, ` +
        "folders and servers that the settings and the command name.",
    );
  }
  return new CommandFailure("failed", `The command failed: ${message}`);
}

function usageFailure({ code, message }: CommanderError): CommandFailure {
  if (code === "commander.help") {
    return new CommandFailure(
      "usage",
      "Specify a command. --help lists them all.",
    );
  }
  return new CommandFailure("usage", message.replace(/^error: /, ""));
}
