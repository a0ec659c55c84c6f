/**
 * What a command has to say, and how it fails.
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
  /** For a person, without the last line end; goes to stdout. Empty prints nothing. */
  readonly text: string;
  /** For a program, printed as one JSON document by `--json`; goes to stdout. */
  readonly json: unknown;
  /** What a person should know or do next; goes to stderr, so that pipes get `text` alone. */
  readonly advice?: string;
  /** True when the command ran but what it found is bad: exit code 1. */
  readonly failed?: true;
}

/** The stable names of failures, for programs that read `--json`. */
export type FailureCode =
  | "usage"
  | "invalid"
  | "not_found"
  | "exists"
  | "settings"
  | "interrupted"
  | "failed";

/** Ends a command with a sentence for the person and an exit code. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(readonly code: FailureCode, message: string) {
    super(message);
  }

  /** 2 when the call itself was wrong, 1 when it was right and did not succeed. */
  get exitCode(): number {
    if (this.code === "usage" || this.code === "invalid") {
      return exitCodes.usage;
    }
    if (this.code === "interrupted") return exitCodes.interrupted;
    return exitCodes.failed;
  }
}
