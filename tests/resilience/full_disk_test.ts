/** A disk that fills up while the app runs, and a read-only one. */
import assert from "node:assert/strict";
import { newDataKeys, newKeys, until } from "@latchkey/core/testing";
import { CLARA, messages, sentence } from "../pages.ts";
import { type AppProcess, post, startApp, withFolder } from "./app_process.ts";
import { canMount, onReadOnlyDisk, onSmallDisk } from "./disk.ts";

const ignore = !await canMount();

const appears = (path: string) =>
  until(() => Deno.stat(path).then(() => true, () => false));

/** Signs up until that fails: SQLite has some space left in its own file. */
async function signUpUntilRejected(address: string): Promise<Response> {
  for (let count = 0; count < 60; count++) {
    const response = await post(address, "/auth/signup", {
      ...CLARA,
      address: `person${count}@example.com`,
    });
    if (response.status !== 200) return response;
    await response.body?.cancel();
  }
  throw new Error("a full disk took sixty accounts");
}

async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}

Deno.test({
  name:
    "a full disk answers 503 to writes, serves reads, and recovers once there is space",
  ignore,
  fn: () =>
    withFolder(async (control) => {
      const disk = `${control}/disk`;
      await Deno.mkdir(disk);
      const app = await startApp({
        env: { DATABASE_FILE: `${disk}/latchkey.db` },
        under: onSmallDisk(disk, control, "2m"),
      });
      try {
        await whileFull(app, control);
        await Deno.writeTextFile(`${control}/free`, "");
        await appears(`${control}/freed`);
        assert.equal(
          await statusOf(post(app.address, "/auth/signup", CLARA)),
          200,
        );
      } finally {
        assert.equal(await app.end("SIGTERM"), 0);
      }
      assert.match(app.said(), /database\.unavailable reason=full/);
      assert.doesNotMatch(app.said(), /\n {4}at /); // no stack
    }),
});

async function whileFull({ address }: AppProcess, control: string) {
  await Deno.writeTextFile(`${control}/fill`, "");
  await appears(`${control}/filled`);
  const refused = await signUpUntilRejected(address);
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.match(
    await refused.text(),
    sentence(messages.errors.statuses[503].next),
  );
  assert.equal(await statusOf(fetch(address)), 200);
  assert.equal(await statusOf(fetch(`${address}/readyz`)), 503);
  assert.equal(await statusOf(fetch(`${address}/healthz`)), 200);
}

Deno.test({
  name:
    "a read-only database recognises logged-in users and answers writes with 503",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const env = {
        DATABASE_FILE: `${folder}/latchkey.db`,
        JWT_KEYS: newKeys(),
        DATA_KEYS: newDataKeys(),
        APP_ENV: "test", // In development a start adds its users.
      };
      const credentials = {
        username: CLARA.address,
        password: CLARA.password,
      };
      const first = await startApp({ env });
      await statusOf(post(first.address, "/auth/signup", CLARA));
      const { access_token } =
        await (await post(first.address, "/token", credentials)).json();
      // When killed, it leaves the files beside the database that SQLite needs
      // to read it.
      await first.end("SIGKILL");

      const second = await startApp({
        env,
        under: onReadOnlyDisk(folder),
      });
      try {
        const { address } = second;
        const me = await fetch(`${address}/api/me`, {
          headers: { authorization: `Bearer ${access_token}` },
        });
        assert.equal((await me.json()).address, CLARA.address);
        assert.equal(await statusOf(fetch(`${address}/readyz`)), 503);
        const refused = await post(address, "/token", credentials);
        assert.equal(refused.status, 503);
        assert.equal(
          (await refused.json()).title,
          messages.errors.statuses[503].title,
        );
      } finally {
        await second.end("SIGTERM");
      }
      assert.match(second.said(), /reason=read_only/);
    }),
});
