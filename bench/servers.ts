/**
 * Starts the servers that are measured, each in a process of its own.
 *
 * @module
 */
import project from "../deno.json" with { type: "json" };

/** A server that runs until `stop`. */
export interface Server {
  readonly address: string;
  /** Milliseconds from the start of the process until it said where it is. */
  readonly startedInMs: number;
  stop(): Promise<void>;
}

/** A bare `Deno.serve` that answers so many bytes. */
export function startBare(bytes: number): Promise<Server> {
  return start(["run", "--allow-net=127.0.0.1", "bench/bare.ts", `${bytes}`]);
}

/**
 * The built app over a database of its own, with the demo users: by the command of
 * `deno task serve`, but without the task runner, whose own start is not ours.
 */
export function startApp(
  kvPath: string,
  env: Record<string, string> = {},
): Promise<Server> {
  const [, ...args] = project.tasks.serve.split(" ");
  return start(args, {
    APP_ENV: "development",
    KV_PATH: kvPath,
    PORT: "0",
    LOG_LEVEL: "warn",
    ...env,
  });
}

async function start(
  args: string[],
  env: Record<string, string> = {},
): Promise<Server> {
  const began = performance.now();
  const child = new Deno.Command("deno", {
    args,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  let address: RegExpMatchArray | null = null;
  while (!address) {
    const { value, done } = await output.read();
    if (done) throw new Error(`deno ${args.join(" ")} ended early`);
    said += value;
    address = said.match(/http:\/\/localhost:\d+/);
  }
  // A log that nobody reads would soon stop the server.
  const read = (async () => {
    while (!(await output.read()).done);
  })();
  return {
    address: address[0],
    startedInMs: performance.now() - began,
    async stop() {
      child.kill("SIGTERM");
      await Promise.all([read, child.status]);
    },
  };
}
