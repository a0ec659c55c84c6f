/**
 * Starts the measured servers, each in its own process.
 *
 * @module
 */
import type { Program } from "../lib/latchkey/launcher/process.ts";
import { serverProgram } from "@latchkey/core/testing";
import { site } from "../lib/site.ts";
import { SITE_ENV } from "./site.ts";

/** A server that runs until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** Its URL on this machine, without a trailing slash. */
  readonly address: string;
  /** The memory of its process (RSS), in megabytes of 10⁶ bytes. */
  megabytes(): Promise<number>;
}

/**
 * A bare `Deno.serve` that answers with a number of bytes, with only a content
 * type or with these headers.
 */
export function startBare(bytes: number, headers?: Headers): Promise<Server> {
  const args = ["run", "--allow-net=127.0.0.1", "bench/bare.ts", `${bytes}`];
  return start({
    args: headers ? [...args, JSON.stringify([...headers])] : args,
    env: { PATH: Deno.env.get("PATH") ?? "" },
  });
}

/**
 * The built app with a database file and the settings of a public site
 * (`SITE_ENV`): like `deno task serve`, but without the task runner and the
 * launcher, whose start-up isn't the server's.
 */
export function startApp(
  databaseFile: string,
  env: Record<string, string> = {},
): Promise<Server> {
  return start(
    serverProgram(site, {
      ...SITE_ENV,
      DATABASE_FILE: databaseFile,
      PORT: "0",
      ...env,
    }),
  );
}

/** How often a starting server is checked, in milliseconds. */
const LOOK_EVERY_MS = 2;

/**
 * Starts a server, on Deno or another runtime, that prints its URL on
 * `localhost`.
 *
 * Its output goes to a file, as on many sites: reading it from a pipe would use
 * the cores being measured.
 */
export async function start(
  { args, env }: Program,
  runtime = "deno",
): Promise<Server> {
  const output = await Deno.makeTempFile({ dir: ".data", prefix: "output-" });
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$@" > "$0"', output, runtime, ...args],
    env: { ...env },
    clearEnv: true,
    stdin: "null",
    stderr: "inherit",
  }).spawn();
  let isOver = false;
  const over = child.status.then(() => isOver = true);
  let place: RegExpMatchArray | null = null;
  while (!place) {
    if (isOver) throw new Error(`${runtime} ${args.join(" ")} ended early`);
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    const said = await Deno.readTextFile(output);
    place = said.match(/\blocalhost:\d+(?=\D)/);
  }
  return {
    address: `http://${place[0]}`,
    megabytes: () => residentMegabytes(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await over;
      await Deno.remove(output);
    },
  };
}

async function residentMegabytes(pid: number): Promise<number> {
  const args = ["-o", "rss=", "-p", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return Number(new TextDecoder().decode(stdout)) * 1024 / 1e6;
}
