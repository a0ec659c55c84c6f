/**
 * A new site in development.
 *
 * @module
 */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";

/** Looks at the home page, and logs in as a user that exists in development. */
export async function logInAtHome(origin: string): Promise<void> {
  const home = await fetch(origin);
  const html = await home.text();
  assert.match(html, /<title>[^<]* · My site</);
  assert.doesNotMatch(html, /name="language"/, "there is only one language");
  const login = await fetch(`${origin}/auth/login`, {
    method: "POST",
    body: new URLSearchParams({
      username: "user1@gmail.com",
      password: "12345",
    }),
    headers: { origin, "sec-fetch-site": "same-origin" },
    redirect: "manual",
  });
  await login.body?.cancel();
  assert.equal(login.status, 303);
  const cookie = login.headers.getSetCookie().map((line) =>
    parseSetCookie(line)
  )
    .map(({ name, value }) => `${name}=${value}`).join("; ");
  const account = await fetch(`${origin}/account`, { headers: { cookie } });
  const own = await account.text();
  assert.match(own, /user1@gmail\.com/);
  assert.doesNotMatch(own, /href="#language"/);
}
