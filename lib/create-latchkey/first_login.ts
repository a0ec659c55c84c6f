/**
 * The first login at a new site.
 *
 * @module
 */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";

/**
 * Logs in over HTTP as one of the two users of development.
 *
 * @param origin Where the site is served, such as `http://localhost:8000`.
 * @returns The HTML of the account page.
 */
export async function logInAsDemoUser(origin: string): Promise<string> {
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
  const cookie = login.headers.getSetCookie()
    .map((line) => parseSetCookie(line))
    .map(({ name, value }) => `${name}=${value}`).join("; ");
  const account = await fetch(`${origin}/account`, { headers: { cookie } });
  assert.equal(account.status, 200);
  const html = await account.text();
  assert.match(html, /user1@gmail\.com/);
  return html;
}
