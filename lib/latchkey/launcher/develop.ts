/**
 * `deno task dev`: runs the site, starts it again when a source or `.env` changes, and
 * shows in the browser why it could not start.
 *
 * @module
 */
import type { DevStart } from "./dev_program.ts";
import { install, installAndRestart, isOutdated } from "./install.ts";
import { serveOverlay } from "./overlay.ts";
import { endProcess, ROOT, SIGNALS } from "./process.ts";
import type { Program } from "./process.ts";
import { watchSources } from "./watch.ts";

/** How long the site may take to stop before it is killed, in milliseconds: requests in flight are a developer's own. */
const STOP_MS = 1_000;

/** How much of what the site said is shown, in characters: the end says why it ended. */
const MOST_SHOWN = 20_000;

/** The site's errors come through a pipe, where Deno leaves the colours out. */
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

/** Asks the worker. Deno writes itself to the terminal why a module of it cannot be loaded. */
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

/** A process of the site. */
interface RunningSite {
  /** Resolves when it has ended with what it wrote to the terminal as errors. */
  readonly ended: Promise<string>;
  /** Ends it. */
  stop(): Promise<void>;
}

/** @param program May be why there is none. */
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
    .then(([said]) => said);
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

/** Writes to the terminal what comes, and gives the end of it. */
async function passOn(
  errors: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const decoder = new TextDecoder();
  let said = "";
  for await (const bytes of errors) {
    said = (said + decoder.decode(bytes, { stream: true })).slice(-MOST_SHOWN);
    await terminal.write(bytes).catch(() => {}); // Nobody may read it any more.
  }
  return said;
}
