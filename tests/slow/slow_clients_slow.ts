/** Slow clients and large numbers of them, against the real process. */
import assert from "node:assert/strict";
import { deadline } from "@latchkey/core/testing";
import {
  type AppProcess,
  post,
  startApp,
  withFolder,
} from "../resilience/app_process.ts";

/** Connections that send nothing. */
const CROWD = 10_000;

/** Connections that send a byte at a time. */
const DRIPPING = 1_000;

/** How long a page may take on a busy machine, in milliseconds. */
const LONGEST_WAIT_MS = 30_000;

/** A hundred KB each, several times what a connection costs. */
const MOST_DRIPPING_MB = 100;

/** Files a process opens besides its connections, at most. */
const OTHER_FILES = 200;

/**
 * Enough for ten thousand connections, and little enough that a leak of 30 KB
 * each would show.
 */
const MOST_GROWTH_MB = 300;

async function withApp(
  options: Omit<Parameters<typeof startApp>[0], "env"> & {
    readonly env?: Record<string, string>;
  },
  use: (app: AppProcess) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const app = await startApp({
      ...options,
      env: { DATABASE_FILE: `${folder}/latchkey.db`, ...options.env },
    });
    try {
      await use(app);
    } finally {
      await app.end("SIGTERM");
    }
  });
}

function connect({ address }: AppProcess): Promise<Deno.TcpConn> {
  const { port } = new URL(address);
  return Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
}

/**
 * The head of the app's answer on a connection; empty when it disconnects
 * without one.
 */
async function headOf(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(4096);
  try {
    const length = await connection.read(buffer) ?? 0;
    const answer = new TextDecoder().decode(buffer.subarray(0, length));
    return answer.split("\r\n\r\n")[0];
  } catch {
    return "";
  }
}

/**
 * Whether a process may have that many connections; logs where it may not. Deno
 * itself raises its limit to the hard limit.
 */
async function canOpen(count: number): Promise<boolean> {
  const limit = await mostOpenFiles();
  if (limit === "unlimited" || Number(limit) >= count + OTHER_FILES) {
    return true;
  }
  console.warn(
    `Not tested: ${count} connections. The hard limit of open files is ${limit} (ulimit -Hn).`,
  );
  return false;
}

/** The shell's hard limit of open files. */
async function mostOpenFiles(): Promise<string> {
  try {
    const { stdout } = await new Deno.Command("unshare", {
      args: ["sh", "-c", "ulimit -Hn"],
    }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "unknown";
    throw error;
  }
}

/** Opens many connections, a hundred at a time. */
async function connectMany(
  app: AppProcess,
  count: number,
): Promise<Deno.TcpConn[]> {
  const crowd: Deno.TcpConn[] = [];
  while (crowd.length < count) {
    const some = Array.from({ length: 100 }, () => connect(app));
    crowd.push(...await Promise.all(some));
  }
  return crowd;
}

/** Sends a text a byte at a time until the other side closes. */
async function drip(connection: Deno.Conn, text: string, everyMs: number) {
  for (const byte of new TextEncoder().encode(text)) {
    try {
      await connection.write(Uint8Array.of(byte));
    } catch {
      return;
    }
    await new Promise((done) => setTimeout(done, everyMs));
  }
}

/** How long a new visitor waits for the home page, in milliseconds. */
async function waitForPage({ address }: AppProcess): Promise<number> {
  const began = performance.now();
  const response = await fetch(address);
  await response.text();
  assert.equal(response.status, 200);
  return performance.now() - began;
}

/** A process's memory in megabytes. */
async function memoryOf({ pid }: AppProcess): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "rss=", "-p", String(pid)],
  }).output();
  return Number(new TextDecoder().decode(stdout)) / 1024;
}

Deno.test("answers 408 to a form that arrives a byte at a time after ten seconds, and serves others", () =>
  withApp({}, async (app) => {
    const { host } = new URL(app.address);
    const head = "POST /token HTTP/1.1\r\n" +
      `host: ${host}\r\ncontent-length: 1000\r\n` +
      "content-type: application/x-www-form-urlencoded\r\n\r\n";
    const began = performance.now();
    const slow = await Promise.all(
      Array.from({ length: 100 }, () => connect(app)),
    );
    const answers = slow.map(headOf);
    for (const connection of slow) {
      await connection.write(new TextEncoder().encode(head));
      drip(connection, "x".repeat(200), 200);
    }
    assert.ok(await waitForPage(app) < LONGEST_WAIT_MS);
    for (const head of await Promise.all(answers)) {
      assert.match(head, /^HTTP\/1\.1 408 /);
      assert.match(head, /^connection: close$/im);
    }
    const seconds = (performance.now() - began) / 1000;
    assert.ok(seconds > 9 && seconds < 20, `${seconds} seconds`);
    for (const connection of slow) connection.close();
  }));

Deno.test("closes the connection of a late form once the rest has arrived", () =>
  withApp({}, async (app) => {
    const { host } = new URL(app.address);
    const connection = await connect(app);
    const send = (text: string) =>
      connection.write(new TextEncoder().encode(text));
    await send(
      `POST /token HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 1000\r\n` +
        "content-type: application/x-www-form-urlencoded\r\n\r\nx",
    );
    assert.match(await headOf(connection), /^HTTP\/1\.1 408 /);
    await send("x".repeat(999));
    const next = connection.read(new Uint8Array(1));
    assert.equal(await deadline(next, LONGEST_WAIT_MS), null);
    connection.close();
  }));

Deno.test("a thousand clients that send headers a byte at a time delay no one, cost little, and are answered", () =>
  withApp({}, async (app) => {
    const { host } = new URL(app.address);
    const head = `GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    await waitForPage(app);
    const before = await memoryOf(app);
    const slow = await connectMany(app, DRIPPING);
    const answers = slow.map(headOf);
    let isOver = false;
    const dripping = Promise.all(slow.map((one) => drip(one, head, 200)))
      .finally(() => isOver = true);
    while (!isOver) {
      assert.ok(await waitForPage(app) < LONGEST_WAIT_MS);
      const growth = await memoryOf(app) - before;
      assert.ok(growth < MOST_DRIPPING_MB, `grew by ${growth} MB`);
      await new Promise((done) => setTimeout(done, 500));
    }
    await dripping;
    for (const head of await Promise.all(answers)) assert.match(head, / 200 /);
    for (const connection of slow) connection.close();
  }));

Deno.test({
  name:
    "serves in bounded memory with ten thousand connections that send nothing or half a request",
  ignore: !await canOpen(CROWD),
  fn: () =>
    withApp({}, async (app) => {
      await waitForPage(app);
      const before = await memoryOf(app);
      const crowd = await connectMany(app, CROWD);
      const half = new TextEncoder().encode("GET / HTTP/1.1\r\nhost: local");
      for (const connection of crowd.slice(0, CROWD / 2)) {
        await connection.write(half);
      }
      assert.ok(await waitForPage(app) < LONGEST_WAIT_MS);
      const growth = await memoryOf(app) - before;
      assert.ok(growth < MOST_GROWTH_MB, `grew by ${growth} MB`);
      for (const connection of crowd) connection.close();
      assert.ok(await waitForPage(app) < LONGEST_WAIT_MS);
    }),
});

Deno.test("disconnects clients beyond the system's limit and keeps serving", () =>
  withApp({
    under: ["unshare", "sh", "-c", 'ulimit -n 300; exec "$@"', "sh"],
  }, async (app) => {
    await waitForPage(app);
    const crowd: Deno.Conn[] = [];
    for (let count = 0; count < 400; count++) {
      try {
        crowd.push(await connect(app));
      } catch {
        break; // Nothing accepts connections at the moment.
      }
    }
    assert.ok(crowd.length >= 200);
    let served = false;
    for (let attempt = 0; attempt < 50 && !served; attempt++) {
      await new Promise((done) => setTimeout(done, 100));
      served = await waitForPage(app).then(() => true, () => false);
    }
    assert.ok(served);
    assert.match(app.said(), /server\.listener_failed/);
    for (const connection of crowd) connection.close();
  }));

Deno.test("answers a thousand concurrent logins or asks them to wait, and keeps serving pages", () =>
  withApp({
    env: { TRUST_PROXY: "1", BCRYPT_COST: "10" },
  }, async (app) => {
    await waitForPage(app);
    const before = await memoryOf(app);
    const logins = Array.from({ length: 1_000 }, async (_, index) => {
      const response = await post(app.address, "/auth/login", {
        username: index % 2 ? `person${index}@example.com` : "user1@gmail.com",
        password: "12345",
      }, { "x-forwarded-for": `198.51.${index >> 8}.${index & 255}` });
      await response.body?.cancel();
      return response;
    });
    const [pageMs, ...answers] = await Promise.all([
      waitForPage(app),
      ...logins,
    ]);
    assert.ok(pageMs < LONGEST_WAIT_MS);
    const counts: Record<number, number> = {};
    for (const { status, headers } of answers) {
      counts[status] = (counts[status] ?? 0) + 1;
      if (status === 429 || status === 503) {
        assert.ok(headers.has("retry-after"));
      }
    }
    const result = JSON.stringify(counts);
    assert.deepEqual(
      Object.keys(counts).filter((status) =>
        !["303", "401", "429", "503"].includes(status)
      ),
      [],
      result,
    );
    assert.ok(counts[503] > 0 && counts[401] > 0, result);
    assert.ok(await memoryOf(app) - before < MOST_GROWTH_MB);
    assert.ok(await waitForPage(app) < LONGEST_WAIT_MS);
  }));
