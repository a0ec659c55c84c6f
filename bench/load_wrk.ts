/**
 * `wrk`, and a parser for its report.
 *
 * @module
 */
import { CONNECTIONS, type Count, type Target } from "./load_generator.ts";

/** Whether `wrk` is installed and may be run. */
export async function hasWrk(): Promise<boolean> {
  try {
    await new Deno.Command("wrk", { stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}

/** Generates load with `wrk` on one thread: the server needs the other core. */
export async function wrk(
  { url, headers = {}, cookies }: Target,
  seconds: number,
): Promise<Count> {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`];
  for (const [name, value] of Object.entries(headers)) {
    args.push("-H", `${name}: ${value}`);
  }
  if (!cookies) return await run([...args, url]);
  const file = await Deno.makeTempFile({ dir: ".data", prefix: "cookies-" });
  try {
    await Deno.writeTextFile(file, cookies.join("\n"));
    return await run([...args, "-s", "bench/cookies.lua", url, "--", file]);
  } finally {
    await Deno.remove(file);
  }
}

async function run(args: string[]): Promise<Count> {
  const { stdout } = await new Deno.Command("wrk", { args }).output();
  return readReport(new TextDecoder().decode(stdout));
}

/**
 * Parses a report of `wrk`.
 *
 * @throws {Error} when it isn't one.
 */
function readReport(report: string): Count {
  const rate = report.match(/^Requests\/sec:\s+([\d.]+)$/m);
  const count = report.match(/^\s*(\d+) requests in /m);
  if (!rate || !count) throw new Error(`wrk gave no report: ${report}`);
  const [, refused = "0"] = report.match(/Non-2xx or 3xx responses: (\d+)/) ??
    [];
  const [socketErrors = ""] = report.match(/^\s*Socket errors: .*$/m) ?? [];
  const failed = [refused, ...socketErrors.match(/\d+/g) ?? []];
  return {
    requests: Number(count[1]),
    requestsPerSecond: Number(rate[1]),
    failed: failed.reduce((sum, each) => sum + Number(each), 0),
  };
}
