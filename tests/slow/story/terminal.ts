/**
 * A person's terminal on a machine: it runs the commands of a transcript, one after the other.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  isAsShown,
  type Names,
  type ShownCommand,
  toActual,
  toShown,
} from "./transcript.ts";

/** How long a program may take until it serves, in milliseconds. */
const START_MS = 300_000;

type Environment = Readonly<Record<string, string>>;

/** A terminal. Its working directory changes with `cd`. */
export interface Terminal {
  /**
   * Runs a command and compares what it prints.
   *
   * @param input What the person types.
   * @returns what it printed.
   */
  run(command: ShownCommand, input?: string): Promise<string>;
  /** Runs a server until something is done, then presses Ctrl+C. */
  serve(command: ShownCommand, use: () => Promise<void>): Promise<void>;
}

/** What a terminal is opened with. */
export interface TerminalOptions {
  readonly folder: string;
  /** The names of the page and of the machine. */
  readonly names: Names;
  /** The environment of a command. */
  environment(line: string): Environment;
}

/** Opens a terminal. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { names, environment } = options;
  let { folder } = options;
  const spawn = (line: string) =>
    // A session of its own: Ctrl+C goes to all its processes, as in a terminal.
    new Deno.Command("setsid", {
      args: ["sh", "-c", `{ ${line}\n} 2>&1`],
      cwd: folder,
      env: environment(line),
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
    }).spawn();
  return {
    async run({ line, printed }, input = "") {
      const actual = toActual(line, names);
      const [, target] = /^cd (\S+)$/.exec(actual) ?? [];
      if (target !== undefined) {
        folder = target.startsWith("/") ? target : join(folder, target);
        return "";
      }
      const child = spawn(actual);
      await ReadableStream.from([new TextEncoder().encode(input)])
        .pipeTo(child.stdin);
      const { success, stdout } = await child.output();
      const text = new TextDecoder().decode(stdout);
      assert.ok(success, `${line}\n${text}`);
      ensureShown(line, toShown(text, names), printed);
      return text;
    },
    async serve({ line, printed }, use) {
      const child = spawn(toActual(line, names));
      await child.stdin.close();
      let text = "";
      const reading = (async () => {
        for await (
          const part of child.stdout.pipeThrough(new TextDecoderStream())
        ) {
          text += part;
        }
      })();
      try {
        await untilShown(() => toShown(text, names), printed, child);
        await use();
      } finally {
        await interrupt(child);
        await reading;
      }
    },
  };
}

function ensureShown(line: string, printed: string, shown: string): void {
  assert.ok(
    isAsShown(printed, shown),
    `$ ${line}\n${printed}\nisn't what the page shows:\n${shown}`,
  );
}

async function untilShown(
  printed: () => string,
  shown: string,
  child: Deno.ChildProcess,
): Promise<void> {
  const until = Date.now() + START_MS;
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  while (!isAsShown(printed(), shown)) {
    if (hasEnded || Date.now() > until) {
      ensureShown("the server", printed(), shown);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Ctrl+C: a signal to everything that runs in the terminal. */
async function interrupt(child: Deno.ChildProcess): Promise<void> {
  await new Deno.Command("kill", { args: ["-INT", "--", `-${child.pid}`] })
    .output();
  await child.status;
}
