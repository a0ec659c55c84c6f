/**
 * The result of a command, and its failures.
 *
 * @module
 */

/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  interrupted: 130,
} as const;

/** The result of a command. One of the two forms is printed, never both. */
export interface Outcome {
  /** For people, without a final line end; printed to stdout unless empty. */
  readonly text: string;
  /** For programs; `--json` prints it to stdout as one JSON document. */
  readonly json: unknown;
  /** What to know or do next; printed to stderr, so that pipes only get `text`. */
  readonly advice?: string;
  /** True if the command ran and found a problem: exit code 1. */
  readonly failed?: true;
}

/** Stable names of failures, for programs that read `--json`. */
export type FailureCode =
  | "usage"
  | "invalid"
  | "not_found"
  | "exists"
  | "settings"
  | "interrupted"
  | "failed";

/** Ends a command with a message and an exit code. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(readonly code: FailureCode, message: string) {
    super(message);
  }

  /** 2 if the command line was wrong, 130 after Ctrl-C, else 1. */
  get exitCode(): number {
    if (this.code === "usage" || this.code === "invalid") {
      return exitCodes.usage;
    }
    if (this.code === "interrupted") return exitCodes.interrupted;
    return exitCodes.failed;
  }
}
