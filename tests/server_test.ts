/** The server as a newcomer starts it: the real task, process and port. */
import assert from "node:assert/strict";
import { decodeJwt } from "jose/jwt/decode";
import { FORM_OWNER } from "@latchkey/core/forms";
import { buildOnce, startMailServer } from "@latchkey/core/testing";
import { parseSetCookie } from "cookie";
import { site as SITE } from "../lib/site.ts";
import { CLARA, GUARDED_PAGE } from "./pages.ts";

const ROOT = new URL("..", import.meta.url);

/**
 * Other tests of this process may have set some, and a developer's `.env` too.
 */
const A_NEWCOMERS = {
  APP_ENV: "development",
  HOST: "localhost",
  DATA_KEYS: "",
  JWT_KEYS: "",
  LOG_LEVEL: "warn",
  NO_COLOR: "1",
  PORT: "0",
  PUBLIC_URL: "",
  SMTP_URL: "",
};

/**
 * Runs `deno task start` with a temporary database during `use`, then stops it.
 */
async function withServer(
  databaseFile: string,
  use: (address: string, server: Deno.ChildProcess) => Promise<void>,
  env: Record<string, string> = {},
): Promise<{ code: number; output: string; errors: string }> {
  await buildOnce();
  const server = new Deno.Command("deno", {
    args: ["task", "--quiet", "start"],
    cwd: ROOT,
    env: { ...A_NEWCOMERS, DATABASE_FILE: databaseFile, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(server.stderr).text();
  const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let output = "";
  while (!output.includes("Next:")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the server ended early: ${await errors}`);
    output += value;
  }
  const [address] = output.match(/http:\/\/localhost:\d+/)!;
  try {
    await use(address, server);
  } finally {
    server.kill("SIGTERM");
  }
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    output += value;
  }
  const { code } = await server.status;
  return { code, output, errors: await errors };
}

async function withDatabase(use: (databaseFile: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-" });
  try {
    await use(`${folder}/latchkey.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function post(
  address: string,
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  return fetch(`${address}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: address, "sec-fetch-site": "same-origin" },
    redirect: "manual",
  });
}

function logIn(address: string): Promise<Response> {
  const username = "user1@gmail.com";
  return post(address, "/auth/login", { username, password: "12345" });
}

async function cookieOf(response: Response): Promise<string> {
  await response.body?.cancel();
  const { name, value } = parseSetCookie(response.headers.getSetCookie()[0]);
  return `${name}=${value}`;
}

Deno.test("start prints in five lines the site's URL, the demo users, where emails and data are, and what to do next", async () => {
  await withDatabase(async (databaseFile) => {
    const { code, output, errors } = await withServer(
      databaseFile,
      async (address) => {
        const page = await fetch(address);
        assert.equal(page.status, 200);
        assert.match(await page.text(), /href="\/auth\/login"/);
      },
    );
    assert.equal(code, 0);
    assert.equal(errors, "");
    const [ready, users, mail, data, next, ...rest] = output.trimEnd()
      .split("\n").filter((line) => !line.startsWith("Built "));
    assert.equal(
      ready.replace(/\d+ \(\d+\.\d\d s\)$/, "PORT (TIME)"),
      `${SITE.name} is ready at http://localhost:PORT (TIME)`,
    );
    assert.match(users, /user1@gmail\.com or user2@gmail\.com, password 12345/);
    assert.match(
      mail,
      /^Emails it would send: http:\/\/localhost:\d+\/dev\/mail$/,
    );
    assert.ok(data.includes(databaseFile));
    assert.match(next, /deno task new page/);
    assert.deepEqual(rest, []);
  });
});

Deno.test("a session survives a restart with the same database", async () => {
  await withDatabase(async (databaseFile) => {
    let cookie = "";
    await withServer(databaseFile, async (address) => {
      cookie = await cookieOf(await logIn(address));
    });
    await withServer(databaseFile, async (address) => {
      const page = await fetch(`${address}${GUARDED_PAGE}`, {
        headers: { cookie },
      });
      assert.equal(page.status, 200);
      assert.match(await page.text(), /user1@gmail\.com/);
    });
  });
});

Deno.test("a form read by a guard before its page prints nothing", async () => {
  await withDatabase(async (databaseFile) => {
    const { errors } = await withServer(databaseFile, async (address) => {
      const cookie = await cookieOf(await logIn(address));
      const page = await fetch(`${address}/account/address`, {
        method: "POST",
        body: new URLSearchParams({
          [FORM_OWNER]: decodeJwt(cookie.split("=")[1]).sub!,
          address: "not an address",
        }),
        headers: { cookie, origin: address, "sec-fetch-site": "same-origin" },
      });
      assert.equal(page.status, 422);
      await page.body?.cancel();
    });
    assert.equal(errors, "");
  });
});

Deno.test("on a stop signal, finishes requests in progress and exits with 0 within 10 seconds", async () => {
  await withDatabase(async (databaseFile) => {
    let answer: Promise<Response> | undefined;
    let stopped = 0;
    const { code } = await withServer(databaseFile, async (address, server) => {
      answer = logIn(address);
      // The server has answered later requests, so it has received this one.
      for (let time = 0; time < 5; time++) {
        await (await fetch(`${address}/healthz`)).body?.cancel();
      }
      server.kill("SIGTERM");
      stopped = performance.now();
    });
    assert.equal(code, 0);
    assert.ok(performance.now() - stopped < 10_000);
    assert.equal((await answer!).status, 303);
    await (await answer!).body?.cancel();
  });
});

Deno.test("keys and database are readable by their owner only", async () => {
  await withDatabase(async (databaseFile) => {
    await withServer(databaseFile, async (address) => {
      await (await fetch(address)).body?.cancel();
    });
    const folder = databaseFile.slice(0, databaseFile.lastIndexOf("/"));
    for await (const { name } of Deno.readDir(folder)) {
      const { mode } = await Deno.stat(`${folder}/${name}`);
      assert.equal((mode ?? 0) & 0o077, 0, name);
    }
  });
});

Deno.test("sends a queued email through the mail server although the process is told to stop", async () => {
  await using mailServer = await startMailServer();
  await withDatabase(async (databaseFile) => {
    const { code, output } = await withServer(
      databaseFile,
      async (address, server) => {
        const page = await post(address, "/auth/signup", {
          ...CLARA,
          address: "ada@example.com",
        });
        assert.equal(page.status, 200);
        await page.body?.cancel();
        server.kill("SIGTERM");
      },
      { SMTP_URL: `smtp://localhost:${mailServer.port}` },
    );
    assert.equal(code, 0);
    assert.ok(!output.includes("/dev/mail"));
  });
  const [mail, ...others] = mailServer.arrived;
  assert.deepEqual(others, []);
  assert.deepEqual(mail.recipients, ["ada@example.com"]);
  const [{ messages }] = SITE.languages;
  assert.equal(mail.subject, messages.mails.confirm.subject);
});
