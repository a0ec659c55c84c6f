/** Addresses that accounts have given up, and can still get back. */
import assert from "node:assert/strict";
import { comeBack, openFakeSite } from "../routes/login_provider.ts";
import { moveTo, statusOf, textOf, userAt } from "../routes/own_account.ts";
import { ANNA, linkIn } from "../site.ts";

const FORM = "/auth/provider/sign-up";
const MOVED = "anna@new.example";

Deno.test("a confirmed address that is reserved for its former owner asks for another", async () => {
  await using site = await openFakeSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  await moveTo(site, anna, MOVED);
  site.provider.answer({ address: ANNA.username });
  const visitor = site.visitor();
  for (let attempt = 0; attempt < 2; attempt++) {
    const answered = await comeBack(site, visitor);
    assert.equal(answered.status, 303);
    assert.equal(answered.headers.get("location"), FORM);
  }
  // The owner of the mailbox is told, and nobody else learns it.
  const same = await visitor.post(FORM, { address: ANNA.username, name: "" });
  assert.match(await textOf(same), /Check your email/);
  const told = await site.mailTo(ANNA.username);
  assert.match(told.text, /belonged to another account/);
  assert.equal(
    await site.services.store.users.byAddressKey("anna@example.com"),
    null,
  );
  assert.ok(await userAt(site, MOVED));

  const another = { address: "anna@private.example", name: "" };
  assert.equal(await statusOf(visitor.post(FORM, another)), 200);
  assert.ok(linkIn(await site.mailTo(another.address)));
});
