/** What a code by email is not: a second factor. */
import assert from "node:assert/strict";
import { passkeys } from "@latchkey/core/features";
import { statusOf, userAt } from "../routes/own_account.ts";
import { ANNA, codeIn } from "../site.ts";
import { HAS_PASSKEYS } from "../site_features.ts";
import { enter as enterCode, openSiteWithCodes } from "./site.ts";

Deno.test("a code from an email changes no factors", {
  ignore: !HAS_PASSKEYS,
}, async () => {
  await using site = await openSiteWithCodes();
  const { id } = await userAt(site, ANNA.username);
  const queries = site.services.use(passkeys);
  const passkey = { id: "AAAA", publicKey: "AAAA" };
  await queries.addPortable({ id, createdAt: 1 }, [passkey]);
  const thief = site.visitor();
  await statusOf(thief.post("/auth/login", ANNA));
  const code = codeIn(await site.mailTo(ANNA.username));
  assert.equal(await statusOf(enterCode(thief, code)), 303);
  const removed = await thief.post("/account/passkeys", { remove: "AAAA" });
  assert.equal(removed.status, 403);
  await removed.body?.cancel();
  assert.equal((await queries.list(id)).length, 1);
});
