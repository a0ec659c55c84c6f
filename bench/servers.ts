/**
 * Starts the servers that are measured, each in a process of its own.
 *
 * @module
 */
import type { Program } from "../lib/latchkey/launcher/process.ts";
import { serverProgram } from "@latchkey/core/testing";
import { site } from "../lib/site.ts";
import { SITE_ENV } from "./site.ts";

/** A server that runs until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** Where it is on this machine, without a slash at the end. */
  readonly address: string;
  /** The memory that its process has (RSS), in megabytes of 10⁶ bytes. */
  megabytes(): Promise<number>;
}

/** A bare `Deno.serve` that answers so many bytes, with a type alone or with these headers. */
export function startBare(bytes: number, headers?: Headers): Promise<Server> {
  const args = ["run", "--allow-net=127.0.0.1", "bench/bare.ts", `${bytes}`];
  return start({
    args: headers ? [...args, JSON.stringify([...headers])] : args,
    env: { PATH: Deno.env.get("PATH") ?? "" },
  });
}

/**
 * The built app over the database in a file, as a site on the internet has it
 * (`SITE_ENV`): as `deno task serve` does, but without the task runner and the launcher,
 * whose own start is not the server's.
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

/** How often a server that starts is looked after, in milliseconds. */
const LOOK_EVERY_MS = 2;

/**
 * Starts a server, on Deno or another runtime, that prints its address on `localhost`.
 *
 * What the server says goes into a file, as on many a site: whoever read it from a pipe
 * would take the cores that are measured.
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
