/**
 * The app as started by Deno Deploy: with `DENO_DEPLOYMENT_ID` and without
 * `APP_ENV` and `DATABASE_FILE`. libpq's variables name the assigned
 * PostgreSQL.
 */
import assert from "node:assert/strict";
import { newDataKeys, newKeys, startMailServer } from "@latchkey/core/testing";
import { ignore, theServer } from "@latchkey/core/testing/databases";
import { CLARA } from "../pages.ts";
import { AppEnded, post, startApp } from "./app_process.ts";

const SITE = "https://example.com";
const ON_DEPLOY = {
  APP_ENV: "",
  BCRYPT_COST: "10",
  DENO_DEPLOYMENT_ID: "x1",
  DATABASE_FILE: "",
};
const JWT_KEYS = newKeys();
const DATA_KEYS = newDataKeys();
const PASSWORD = "correct horse battery staple";

/** A browser's headers as forwarded by the platform's proxy. */
const BY_PROXY = { origin: SITE, "x-forwarded-for": "203.0.113.7" };

/** A new database, in the variables that Deno Deploy sets. */
async function assignedDatabase(): Promise<Record<string, string>> {
  const url = new URL(await theServer().createDatabase());
  return {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
    PGSSLMODE: "disable",
  };
}

Deno.test(
  "on Deno Deploy the app serves, stores accounts in the assigned database and logs users in",
  {
    ignore,
  },
  async () => {
    await using mail = await startMailServer();
    const database = await assignedDatabase();
    const app = await startApp({
      env: {
        ...ON_DEPLOY,
        ...database,
        JWT_KEYS,
        DATA_KEYS,
        PUBLIC_URL: SITE,
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        TRUST_PROXY: "1",
      },
    });
    const send = (path: string, fields: Record<string, string>) =>
      post(app.address, path, fields, BY_PROXY);
    try {
      const address = "ada@example.com";
      const signedUp = await send("/auth/signup", {
        ...CLARA,
        address,
        password: PASSWORD,
      });
      assert.equal(signedUp.status, 200, await signedUp.text());
      const loggedIn = await send("/auth/login", {
        username: address,
        password: PASSWORD,
      });
      assert.equal(loggedIn.status, 303, await loggedIn.text());
      const [cookie] = loggedIn.headers.getSetCookie()
        .filter((one) => one.startsWith("__Host-access_token="));
      assert.match(cookie, /; Secure/);
      const account = await fetch(`${app.address}/account/activity`, {
        headers: { ...BY_PROXY, cookie: cookie.split(";")[0] },
      });
      const page = await account.text();
      assert.equal(account.status, 200, page);
      assert.ok(page.includes("203.0.113.x"), page);
      const { PGHOST, PGPORT, PGDATABASE } = database;
      const name = `PostgreSQL at ${PGHOST}:${PGPORT}/${PGDATABASE}`;
      assert.ok(app.said().includes(`Database: ${name}`), app.said());
    } finally {
      await app.end("SIGTERM");
    }
  },
);

Deno.test("on Deno Deploy a start without a database fails with how to assign one", async () => {
  await assert.rejects(
    startApp({ env: { ...ON_DEPLOY, JWT_KEYS, DATA_KEYS } }),
    (error) => {
      assert.ok(error instanceof AppEnded);
      assert.equal(error.code, 1);
      assert.match(
        error.said,
        /^There is no database\. Deno Deploy keeps no files.*deno deploy database assign/m,
      );
      assert.doesNotMatch(error.said, /^\s+at |\.ts:\d/m);
      return true;
    },
  );
});

Deno.test("on Deno Deploy a start without keys fails with what to do", async () => {
  await assert.rejects(startApp({ env: ON_DEPLOY }), (error) => {
    assert.ok(error instanceof AppEnded);
    assert.match(error.said, /JWT_KEYS/);
    assert.match(error.said, /keys generate/);
    return true;
  });
});
