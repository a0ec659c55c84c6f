/**
 * Non-ASCII addresses on pages, with mail servers that support SMTPUTF8 or
 * don't (RFC 6531).
 */
import assert from "node:assert/strict";
import { openMailer, startMailServer } from "@latchkey/core/testing";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { LINK_PAGES } from "../site_features.ts";

const UTF8 = "josé@xn--bcher-kva.example";

for (const offers of [true, false]) {
  Deno.test(`a page ${offers ? "promises an email" : "explains why it can't send"} when the server ${offers ? "offers" : "lacks"} SMTPUTF8`, async () => {
    await using server = await startMailServer({ hideSMTPUTF8: !offers });
    const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
    await using site = await openSite({
      openMail: openMailer,
      settings: { smtpUrl },
    });
    const anna = site.visitor();
    await anna.logIn(ANNA);
    for (
      const [path, visitor] of [
        ["/auth/signup", site.visitor()],
        ...LINK_PAGES.map((path) => [path, site.visitor()] as const),
        ["/account/address", anna],
      ] as const
    ) {
      const answer = await visitor.post(path, { ...CLARA, address: UTF8 });
      const html = await answer.text();
      assert.equal(answer.status, offers ? 200 : 422, path);
      const refusal = sentence(messages.problems.addressUndeliverable);
      assert.equal(refusal.test(html), !offers, path);
    }
    await site.services.mail.settled();
    assert.equal(server.arrived.length > 0, offers);
    const signedUp = await site.services.store.users.byAddressKey(UTF8);
    assert.equal(signedUp !== null, offers);
  });
}
