/** Behind a proxy that nobody set up, where every client has the proxy's address. */
import assert from "node:assert/strict";
import { CLARA } from "../pages.ts";
import { ANNA, openSite, type Site } from "../site.ts";

/** Posts a form as it arrives by a proxy on the same machine. */
async function post(
  { handler }: Site,
  path: string,
  fields: Record<string, string>,
): Promise<number> {
  const request = new Request(new URL(path, "http://localhost:8000"), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      origin: "http://localhost:8000",
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": "198.51.100.7",
    },
  });
  const response = await handler(request, {
    remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 4711 },
    completed: Promise.resolve(),
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("accounts are made at the pace of one a second at most, and people sign in meanwhile", async () => {
  await using site = await openSite();
  const signUp = (who: number) =>
    post(site, "/auth/signup", { ...CLARA, address: `c${who}@example.com` });
  for (let who = 0; who < 60; who++) assert.equal(await signUp(who), 200);
  assert.equal(await signUp(60), 429);
  assert.equal(await post(site, "/auth/login", ANNA), 303);
  const { username: address } = ANNA;
  assert.equal(await post(site, "/auth/recover", { address }), 200);
  site.clock.advance(1000);
  assert.equal(await signUp(61), 200);
  assert.equal(await signUp(62), 429);
});
