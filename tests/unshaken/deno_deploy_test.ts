/**
 * The app as Deno Deploy starts it: known by `DENO_DEPLOYMENT_ID`, without `APP_ENV` and
 * without `DATABASE_FILE`. Deno opens its default database there; here that is a file of its own.
 */
import assert from "node:assert/strict";
import { generateKey, keySetText } from "../../lib/auth/keys.ts";
import { startMailServer } from "../mail/mail_server.ts";
import { CLARA } from "../pages.ts";
import { AppEnded, post, startApp } from "./app_process.ts";

const SITE = "https://example.com";
const ON_DEPLOY = {
  APP_ENV: "",
  BCRYPT_COST: "10",
  DENO_DEPLOYMENT_ID: "x1",
  DATABASE_FILE: "",
};
const PASSWORD = "correct horse battery staple";

/** What a browser sends that the platform's proxy passes on. */
const BY_PROXY = { origin: SITE, "x-forwarded-for": "203.0.113.7" };

Deno.test("on Deno Deploy the app serves, keeps accounts in the default database, and signs people in", async () => {
  await using mail = await startMailServer();
  const denoDir = await Deno.makeTempDir(); // The default database lies in it.
  const app = await startApp({
    env: {
      ...ON_DEPLOY,
      DENO_DIR: denoDir,
      JWT_KEYS: keySetText({ keys: [generateKey()] }),
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
    const signedIn = await send("/auth/login", {
      username: address,
      password: PASSWORD,
    });
    assert.equal(signedIn.status, 303, await signedIn.text());
    const [cookie] = signedIn.headers.getSetCookie()
      .filter((one) => one.startsWith("__Host-access_token="));
    assert.match(cookie, /; Secure/);
    const account = await fetch(`${app.address}/account/activity`, {
      headers: { ...BY_PROXY, cookie: cookie.split(";")[0] },
    });
    const page = await account.text();
    assert.equal(account.status, 200, page);
    assert.ok(page.includes("203.0.113.x"), page);
    assert.match(app.said(), /Data lies in the platform's Deno KV/);
  } finally {
    await app.end("SIGTERM");
    await Deno.remove(denoDir, { recursive: true });
  }
});

Deno.test("on Deno Deploy a start without keys ends with what to do", async () => {
  await assert.rejects(startApp({ env: ON_DEPLOY }), (error) => {
    assert.ok(error instanceof AppEnded);
    assert.match(error.said, /JWT_KEYS/);
    assert.match(error.said, /keys generate/);
    return true;
  });
});
