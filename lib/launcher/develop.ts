/**
 * `deno task dev`: runs the site, starts it again when a source or `.env` changes, and
 * shows in the browser why it could not start.
 *
 * @module
 */
import { readSettings } from "../settings.ts";
import { serveOverlay } from "./overlay.ts";
import { endProcess, SIGNALS } from "./process.ts";
import { devProgram, type Program, ROOT } from "./programs.ts";
import { watchSources } from "./watch.ts";

/** How long the site may take to stop before it is killed, in milliseconds: requests in flight are a developer's own. */
const STOP_MS = 1_000;

/** How much of what the site said is shown, in characters: the end says why it ended. */
const MOST_SHOWN = 20_000;

/**
 * Runs until a signal ends it.
 *
 * @param environment Reads the environment, `.env` with it, for each start.
 * @returns the exit code.
 */
export async function develop(
  environment: () => Promise<Program["env"]>,
): Promise<number> {
  using watcher = watchSources(ROOT);
  const stopped = Promise.withResolvers<"stopped">();
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => stopped.resolve("stopped"));
  }
  let args: string[] = [];
  for (;;) {
    const env = await environment();
    const site = startSite(devProgram(env, args));
    const change = watcher.next();
    const first = await Promise.race([change, stopped.promise, site.ended]);
    if (first === "stopped") return await site.stop();
    if (typeof first === "number") {
      await using _overlay = showFailure(env, site.said());
      const next = await Promise.race([change, stopped.promise]);
      if (next === "stopped") return first;
    }
    await site.stop();
    args = ["reload", ...await change];
  }
}

/** A process of the site. */
interface RunningSite {
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  /** What it has written to the terminal as an error. */
  said(): string;
  /** Ends it; resolves as `ended` does. */
  stop(): Promise<number>;
}

function startSite({ args, env }: Program): RunningSite {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { ...withColors(), ...env },
    clearEnv: true,
    stdin: "null",
    stderr: "piped",
  }).spawn();
  let said = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of child.stderr) {
      Deno.stderr.writeSync(bytes);
      said = (said + decoder.decode(bytes, { stream: true }))
        .slice(-MOST_SHOWN);
    }
  })();
  const ended = Promise.all([child.status, reading])
    .then(([{ code }]) => code);
  return {
    ended,
    said: () => said,
    async stop() {
      endProcess(child, "SIGTERM");
      const timer = setTimeout(() => endProcess(child, "SIGKILL"), STOP_MS);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** Its errors come through a pipe, where Deno leaves the colours out. */
function withColors(): Record<string, string> {
  return Deno.stderr.isTerminal() && !Deno.env.get("NO_COLOR")
    ? { FORCE_COLOR: "1" }
    : {};
}

function showFailure(env: Program["env"], said: string): AsyncDisposable {
  const server = serveOverlay(addressOf(env), said);
  console.error("Restarting on file change.");
  return {
    [Symbol.asyncDispose]: async () => {
      // Open pages keep their connections: the site needs the port at once.
      await server?.[Symbol.asyncDispose]();
    },
  };
}

/** Where the site would be; where it usually is when its settings are what is wrong. */
function addressOf(env: Program["env"]) {
  try {
    const { host: hostname, port } = readSettings(env);
    return { hostname, port };
  } catch {
    return { hostname: "localhost", port: 8000 };
  }
}
