/**
 * Runs other Deno processes in place of this one: on its terminal, with its signals and its
 * exit code.
 *
 * @module
 */
import { join } from "node:path";

/** How to start a process. */
export interface Program {
  /** The arguments of `deno`. */
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The folder of the project. */
export const ROOT = join(import.meta.dirname!, "../../..");

/** Signals that end a process, and that this one forwards. */
export const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a process to its end, and forwards signals to it.
 *
 * @returns Its exit code, or 128 plus the number of the signal that ended it.
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

/** Sends a signal to a process, unless it has already ended. */
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
