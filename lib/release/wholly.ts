/**
 * Runs steps wholly or not at all.
 *
 * @module
 */
import { ReleaseError } from "./context.ts";

/** A step, and what takes it back, whether it was finished or not. */
export interface Step {
  run(): Promise<unknown>;
  undo(): Promise<unknown>;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs all steps. If one fails, or the process is told to stop, takes back what was done, the
 * latest first.
 *
 * @throws {ReleaseError} with the reason, and with what could not be taken back.
 */
export async function wholly(steps: readonly Step[]): Promise<void> {
  const begun: Step[] = [];
  let stopped = false;
  const stop = () => stopped = true;
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
  try {
    for (const step of steps) {
      begun.unshift(step);
      await step.run();
      if (stopped) throw new ReleaseError("The release was stopped.");
    }
  } catch (error) {
    throw new ReleaseError(`${reason(error)}\n${await takeBack(begun)}`);
  } finally {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, stop);
  }
}

async function takeBack(steps: readonly Step[]): Promise<string> {
  const failures: string[] = [];
  for (const step of steps) {
    await step.undo().catch((error) => failures.push(reason(error)));
  }
  return failures.length === 0
    ? "No release was made: everything is as before."
    : `Some changes could not be taken back:\n${failures.join("\n")}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
