/**
 * Logins with all cores busy, as a share of what the bare bcrypt addon does,
 * and a page's response time meanwhile.
 *
 * @module
 */
import { hash } from "bcryptjs";
import { serverProgram } from "@latchkey/core/testing";
import { site } from "../lib/site.ts";
import { connectProbe } from "./probe.ts";
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { median, medianRatio } from "./load.ts";
import { logIn } from "./log_in.ts";
import { startApp } from "./servers.ts";
import { PASSWORD } from "./site.ts";
import type { Row } from "./table.ts";

/**
 * Concurrent logins per core: enough to keep the hasher busy, few enough that
 * none is rejected.
 */
const CLIENTS_PER_CORE = 4;

/** The interval of page requests during the logins, in milliseconds. */
const ASK_EVERY_MS = 50;

/** Logs in to one account after another, each from its own address. */
export async function measureLogins(
  { rounds, loginsPerCore }: Extent,
  folder: string,
): Promise<Row[]> {
  const cores = navigator.hardwareConcurrency;
  const count = loginsPerCore * cores;
  const path = `${folder}/logins.db`;
  const passwordHash = await hash(PASSWORD, 12);
  const warmUp = CLIENTS_PER_CORE * cores;
  await fillStore({ path, users: warmUp + rounds * count, passwordHash });
  await using app = await startApp(path);
  const waits = { busy: [] as number[], calm: [] as number[] };
  const ours: number[] = [];
  const bare: number[] = [];
  await logInFrom(app.address, 0, warmUp);
  for (let round = 0; round < rounds; round++) {
    const first = warmUp + round * count;
    const busy = requestDuring(app.address, waits.busy);
    const seconds = await logInFrom(app.address, first, first + count);
    await busy.stop();
    ours.push(count / seconds);
    const calm = requestDuring(app.address, waits.calm);
    await new Promise((done) => setTimeout(done, seconds * 500));
    await calm.stop();
    bare.push(count / await compareBare(count));
  }
  return rowsOf({ ours, bare, waits });
}

function rowsOf({ ours, bare, waits }: {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly waits: { readonly busy: number[]; readonly calm: number[] };
}): Row[] {
  const share = medianRatio(ours, bare);
  const [busy, calm] = [percentile99(waits.busy), percentile99(waits.calm)];
  return [{
    what: "logins at cost 12, all cores busy",
    figure: share.toFixed(2),
    from: `${median(ours).toFixed(1)}/s of ${
      median(bare).toFixed(1)
    }/s by the bare addon`,
    bar: "≥ 0.95",
    met: share >= 0.95,
  }, {
    what: "GET `/` meanwhile, 99th percentile",
    figure: `${busy.toFixed(1)} ms`,
    from: `${calm.toFixed(1)} ms without logins`,
    bar: "≤ 20 ms",
    met: busy <= 20,
  }];
}

/** Logs in the users with these numbers; returns the seconds it took. */
async function logInFrom(
  address: string,
  from: number,
  until: number,
): Promise<number> {
  const began = performance.now();
  let next = from;
  const client = async () => {
    while (next < until) await logIn(address, next++);
  };
  const clients = CLIENTS_PER_CORE * navigator.hardwareConcurrency;
  await Promise.all(Array.from({ length: clients }, client));
  return (performance.now() - began) / 1000;
}

/**
 * Requests the page at intervals until `stop`, and adds each response time in
 * milliseconds to `waits`.
 */
function requestDuring(address: string, waits: number[]) {
  let over = false;
  const asking = (async () => {
    using probe = await connectProbe(address);
    while (!over) {
      const began = performance.now();
      await probe.ask();
      waits.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    }
  })();
  return {
    stop() {
      over = true;
      return asking;
    },
  };
}

/** The 99th percentile. */
function percentile99(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}

/**
 * The seconds the addon takes for a number of comparisons, with the app's
 * permissions.
 */
async function compareBare(count: number): Promise<number> {
  const server = serverProgram(site, { APP_ENV: "test" });
  const permissions = server.args.filter((word) =>
    /^--(?:allow-(?:ffi|read)|no-prompt|permission-set|quiet)/.test(word)
  );
  const { stdout, success } = await new Deno.Command("deno", {
    args: ["run", ...permissions, "bench/bare_bcrypt.ts", String(count)],
    env: { ...server.env },
    clearEnv: true,
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("The bare bcrypt addon failed.");
  return Number(new TextDecoder().decode(stdout));
}
