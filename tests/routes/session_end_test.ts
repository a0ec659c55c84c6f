/** The session's end as reported to the page. */
import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";
import { MINUTE, statusOf } from "./own_account.ts";

const PAGE = "/auth/session";

Deno.test("counts from the last use, and asking is no use", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  for (const minutes of [10, 20]) {
    site.clock.advance(10 * MINUTE);
    const answer = await visitor.get(PAGE);
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.deepEqual(await answer.json(), {
      idleMs: (30 - minutes) * MINUTE,
      hardMs: (12 * 60 - minutes) * MINUTE,
    });
  }
  await statusOf(visitor.get("/account"));
  const { idleMs } = await (await visitor.get(PAGE)).json();
  assert.equal(idleMs, 30 * MINUTE);
  site.clock.advance(30 * MINUTE);
  assert.equal(await (await visitor.get(PAGE)).json(), null);
});
