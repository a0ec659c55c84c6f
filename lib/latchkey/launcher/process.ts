/**
 * Other processes of Deno, in the place of this one: on its terminal, with its signals
 * and its exit code.
 *
 * @module
 */
import { join } from "node:path";

/** How a process is started. */
export interface Program {
  /** What follows `deno`. */
  readonly args: readonly string[];
  /** The whole of its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The folder of the project. */
export const ROOT = join(import.meta.dirname!, "../../..");

/** Signals that end a process, and that this one passes on. */
export const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a process to its end. Signals that come meanwhile go on to it.
 *
 * @returns its exit code, 128 and the signal's number when a signal ended it.
 */
export async function runDeno({ args, env }: Program): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { ...env },
    clearEnv: true,
  }).spawn();
  const forwards = SIGNALS.map((signal) => {
    const forward = () => endProcess(child, signal);
    Deno.addSignalListener(signal, forward);
    return () => Deno.removeSignalListener(signal, forward);
  });
  const { code } = await child.status;
  for (const stop of forwards) stop();
  return code;
}

/** Sends a signal to a process, unless it has ended by itself. */
export function endProcess(
  child: Deno.ChildProcess,
  signal: Deno.Signal,
): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
