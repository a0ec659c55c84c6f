/**
 * `deno task dev`: runs the site, restarts it when a source or `.env` changes, and shows
 * errors of the start in the browser.
 *
 * @module
 */
import type { DevStart } from "./dev_program.ts";
import { install, installAndRestart, isOutdated } from "./install.ts";
import { serveOverlay } from "./overlay.ts";
import { endProcess, ROOT, SIGNALS } from "./process.ts";
import type { Program } from "./process.ts";
import { watchSources } from "./watch.ts";

/** The time until a stopping site is killed, in milliseconds. Only the developer's own requests are in flight. */
const STOP_MS = 1_000;

/** The maximum length of output in the browser, in characters. Its end has the error. */
const MOST_SHOWN = 20_000;

/** Deno leaves out colours in a pipe, which carries the site's errors. */
const COLORS: Readonly<Record<string, string>> =
  !Deno.noColor && Deno.stdout.isTerminal() && Deno.stderr.isTerminal()
    ? { FORCE_COLOR: "1" }
    : {};

const terminal = Deno.stderr.writable.getWriter();

Deno.exitCode = isOutdated()
  ? await installAndRestart("launch-dev")
  : await develop();

/**
 * Runs until a signal ends it.
 *
 * @returns the exit code.
 */
async function develop(): Promise<number> {
  using watcher = watchSources(ROOT);
  const stop = Promise.withResolvers<null>();
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => stop.resolve(null));
  }
  let address = { hostname: "localhost", port: 8000 };
  let args: string[] = [];
  for (;;) {
    const change = watcher.next();
    await install();
    const start = await devStart();
    address = start.address ?? address;
    const site = startSite(start.program, args);
    let next = await Promise.race([stop.promise, change, site.ended]);
    if (typeof next === "string") {
      await using _overlay = serveOverlay(address, next);
      next = await Promise.race([stop.promise, change]);
    }
    await site.stop();
    if (next === null) return 0;
    args = ["reload", ...next];
  }
}

/** Runs the worker. If one of its modules cannot be loaded, Deno itself prints the error. */
async function devStart(): Promise<DevStart> {
  const worker = new Worker(import.meta.resolve("./dev_program.ts"), {
    type: "module",
  });
  const { promise, resolve } = Promise.withResolvers<DevStart>();
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ program: event.message, address: null });
  };
  const start = await promise;
  worker.terminate();
  return start;
}

/** The process of the site. */
interface RunningSite {
  /** Resolves to its error output once it has ended. */
  readonly ended: Promise<string>;
  /** Stops it. */
  stop(): Promise<void>;
}

/** @param program An error message if there is no program. */
function startSite(
  program: Program | string,
  args: readonly string[],
): RunningSite {
  if (typeof program === "string") {
    return { ended: Promise.resolve(program), stop: async () => {} };
  }
  const child = new Deno.Command(Deno.execPath(), {
    args: [...program.args, ...args],
    env: { ...COLORS, ...program.env },
    clearEnv: true,
    stdin: "null",
    stderr: "piped",
  }).spawn();
  const ended = Promise.all([passOn(child.stderr), child.status])
    .then(([output]) => output);
  return {
    ended,
    async stop() {
      endProcess(child, "SIGTERM");
      const timer = setTimeout(() => endProcess(child, "SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Copies a stream to the terminal, and returns its end. */
async function passOn(
  errors: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const decoder = new TextDecoder();
  let output = "";
  for await (const bytes of errors) {
    output = (output + decoder.decode(bytes, { stream: true })).slice(
      -MOST_SHOWN,
    );
    await terminal.write(bytes).catch(() => {}); // The terminal may be closed.
  }
  return output;
}
