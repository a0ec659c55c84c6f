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

/**
 * Runs all steps. If one fails, or the process is told to stop, takes back what was done, the
 * latest first.
 *
 * @throws {ReleaseError} with the reason, and with what could not be taken back.
 */
export async function wholly(steps: readonly Step[]): Promise<void> {
  const begun: Step[] = [];
  using end = endings();
  try {
    for (const step of steps) {
      begun.unshift(step);
      await step.run();
      if (end.reason !== null) throw end.reason;
    }
  } catch (error) {
    throw new ReleaseError(`${messageOf(error)}\n${await takeBack(begun)}`);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Keeps the process alive when something would end it, and tells what it was. */
function endings() {
  const ending = {
    reason: null as unknown,
    [Symbol.dispose]() {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, stop);
      removeEventListener("unhandledrejection", reject);
    },
  };
  const stop = () => {
    ending.reason = new ReleaseError("The release was stopped.");
  };
  // A module may reject a promise that nobody waits for.
  const reject = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    ending.reason ??= event.reason;
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
  addEventListener("unhandledrejection", reject);
  return ending;
}

async function takeBack(steps: readonly Step[]): Promise<string> {
  const failures: string[] = [];
  for (const step of steps) {
    await step.undo().catch((error) => failures.push(messageOf(error)));
  }
  return failures.length === 0
    ? "No release was made: everything is as before."
    : `Some changes could not be taken back:\n${failures.join("\n")}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
