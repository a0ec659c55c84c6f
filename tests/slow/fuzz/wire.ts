/**
 * Sends bytes to the app over real connections that `Request` would never
 * allow.
 *
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { deadline } from "@latchkey/core/testing";
import { openSite } from "../../site.ts";
import type { FuzzOptions } from "./fuzz.ts";
import { type Transmission, transmission } from "./wire_grammar.ts";

/** The results. */
export interface WireReport {
  readonly connections: number;
  /** How many readable answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** The maximum number of connections per site. */
const LONGEST_ROW = 60;

/** How many of them at once. */
const AT_ONCE = 6;

/** Time without a byte after which no answer is expected, in milliseconds. */
const SILENCE_MS = 60;

/**
 * Time limit for a valid request, or for a site to stop once its clients are
 * gone, in milliseconds.
 */
const LONGEST_MS = 20_000;

/** A site that listens on its own port. */
interface Listening extends AsyncDisposable {
  readonly port: number;
  /** Errors found: uncaught ones, 5xx answers, and such log entries. */
  readonly faults: readonly string[];
}

/**
 * Fuzzes over connections.
 *
 * @param options `requests` is the minimum number of connections. @throws the
 * error of `fast-check`: the shortest sequence it can find, with seed and path.
 */
export async function fuzzWire(
  { requests, seed, progress }: FuzzOptions,
): Promise<WireReport> {
  const statuses = new Map<number, number>();
  let connections = 0;
  const row = fc.array(transmission, {
    minLength: 1,
    maxLength: LONGEST_ROW,
    size: "max",
  });
  const note = (answers: readonly string[]) => {
    connections += answers.length;
    if (connections % 1_000 < answers.length) progress?.(connections);
    for (const status of answers.flatMap(statusesIn)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      assert.ok(status < 500, `status ${status}`);
    }
  };
  const property = fc.asyncProperty(
    row,
    async (row) => assert.deepEqual(await faultsOf(row, note), []),
  );
  for (let round = 0; connections < requests; round++) {
    await fc.assert(property, { seed: seed + round, numRuns: 10 });
  }
  return { connections, statuses };
}

/** A request that every site must still answer afterwards. */
const GOOD: Transmission = {
  pieces: ["GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
  hangsUp: false,
};

/**
 * The errors of a new site that receives a sequence of transmissions, until it
 * has stopped.
 */
async function faultsOf(
  row: readonly Transmission[],
  note: (answers: readonly string[]) => void,
): Promise<readonly string[]> {
  await using site = await listen();
  for (let from = 0; from < row.length; from += AT_ONCE) {
    const some = row.slice(from, from + AT_ONCE);
    note(await Promise.all(some.map((sent) => send(site, sent, SILENCE_MS))));
  }
  assert.match(await send(site, GOOD, LONGEST_MS), /^HTTP\/1\.1 200 /);
  return site.faults;
}

async function listen(): Promise<Listening> {
  const faults: string[] = [];
  const site = await openSite();
  const uncaught = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    faults.push(`not caught: ${Deno.inspect(event.reason)}`);
  };
  addEventListener("unhandledrejection", uncaught);
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    automaticCompression: true,
    onListen() {},
    onError(error) {
      faults.push(`not answered: ${Deno.inspect(error)}`);
      return new Response(null, { status: 500 });
    },
  }, async (request, info) => {
    const response = await site.handler(request, info);
    if (response.status >= 500) faults.push(`answered ${response.status}`);
    return response;
  });
  return {
    port: server.addr.port,
    /** The errors, including log entries. */
    get faults() {
      const errors = site.logged.filter((line) =>
        JSON.parse(line).level === "error"
      );
      return [...errors, ...faults];
    },
    async [Symbol.asyncDispose]() {
      await deadline(server.shutdown(), LONGEST_MS);
      await site[Symbol.asyncDispose]();
      removeEventListener("unhandledrejection", uncaught);
    },
  };
}

/**
 * Sends a transmission and returns the bytes received until there is silence,
 * one character each.
 */
async function send(
  { port }: Listening,
  { pieces, hangsUp }: Transmission,
  silenceMs: number,
): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const written = writeAll(connection, pieces);
  try {
    if (!hangsUp) return await readToSilence(connection, silenceMs);
    await deadline(written, LONGEST_MS);
    return "";
  } finally {
    connection.close();
    await written;
  }
}

/** Writes piece by piece until the other side closes. */
async function writeAll(
  connection: Deno.TcpConn,
  pieces: readonly string[],
): Promise<void> {
  connection.setNoDelay();
  const writer = connection.writable.getWriter();
  try {
    for (const piece of pieces) {
      await writer.write(
        Uint8Array.from(piece, (character) => character.charCodeAt(0)),
      );
    }
  } catch {
    // It disconnected first, as it may.
  }
}

async function readToSilence(
  connection: Deno.TcpConn,
  silenceMs: number,
): Promise<string> {
  const buffer = new Uint8Array(64 * 1024);
  const latin1 = new TextDecoder("latin1");
  let text = "";
  for (;;) {
    const read = connection.read(buffer).catch(() => null);
    const count = await deadline(read, silenceMs).catch(() => null);
    if (count === null) return text;
    text += latin1.decode(buffer.subarray(0, count));
  }
}

function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.[01] (\d{3}) /g)]
    .map(([, status]) => Number(status));
}
