/**
 * Runs other programs.
 *
 * @module
 */
import { CommandFailure } from "../../cli/outcome.ts";
import { escapeControls } from "../../telemetry/log.ts";

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: Uint8Array;
  /** What it said on stderr, without colours and other sequences for terminals. */
  readonly stderr: string;
}

/** No program that is run takes long, except for downloads on a slow network. */
const LONGEST_MS = 5 * 60_000;

/**
 * Runs a program without standard input, to its end.
 *
 * @throws {CommandFailure} if it is not installed or takes longer than five minutes.
 */
export async function run(
  program: "deno" | "git",
  args: readonly string[],
  cwd: string,
): Promise<Ended> {
  const limit = AbortSignal.timeout(LONGEST_MS);
  try {
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
      cwd,
      // No colours and, for git, no questions and no translated messages.
      env: { NO_COLOR: "1", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: limit,
    }).output();
    if (limit.aborted) {
      throw new CommandFailure("failed", `${program} took too long.`);
    }
    return { code, stdout, stderr: textOf(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure(
      "failed",
      `${program} is not installed, or not on the PATH.`,
    );
  }
}

/** What a program wrote, as lines that a terminal can show: it may be a hostile program. */
export function textOf(written: Uint8Array): string {
  return new TextDecoder().decode(written).trim().split(/\r?\n/)
    .map(escapeControls).join("\n");
}

/** What a program wrote to stdout, as names that end in NUL. */
export function namesIn(stdout: Uint8Array): string[] {
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}
