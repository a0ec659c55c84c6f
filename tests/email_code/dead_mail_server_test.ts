/** A mail server that is down locks nobody out of the devices they know. */
import assert from "node:assert/strict";
import { openMailer, startMailServer } from "@latchkey/core/testing";
import { messages, sentence } from "../pages.ts";
import { ANNA, type Site } from "../site.ts";
import { statusOf, textOf } from "../routes/own_account.ts";
import { enter, openSiteWithCodes, PAGE } from "./site.ts";

/** The URL of a mail server that has stopped. */
async function stoppedServer(): Promise<URL> {
  await using server = await startMailServer();
  return new URL(`smtp://127.0.0.1:${server.port}`);
}

/** A site whose mail server is at a URL. */
function siteAt(smtpUrl: URL): Promise<Site> {
  return openSiteWithCodes({ settings: { smtpUrl }, openMail: openMailer });
}

Deno.test("a known device logs in, and an unknown one is told what to do", async () => {
  const smtpUrl = await stoppedServer();
  await using site = await siteAt(smtpUrl);
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA));
  await site.services.mail.settled();
  await site.services.mail.deliver();
  const page = await textOf(visitor.get(PAGE));
  assert.match(page, sentence(messages.emailCode.delayed));
  assert.match(page, /name="proof"/);
  assert.equal(await statusOf(visitor.get("/account")), 303);

  await using server = await startMailServer({}, {
    port: Number(smtpUrl.port),
  });
  site.clock.advance(31_000);
  await site.services.mail.deliver();
  await site.services.mail.settled();
  const [, code] = /\b(\d{3} \d{3})\b/.exec(server.arrived[0].text) ?? [];
  assert.match(
    await textOf(visitor.get(PAGE)),
    sentence(messages.emailCode.sent),
  );
  assert.equal(await statusOf(enter(visitor, code)), 303);
  await server[Symbol.asyncDispose]();

  await statusOf(visitor.post("/auth/logout", {}));
  await visitor.logIn(ANNA); // The device is known, and the server is down again.
  assert.equal(await statusOf(visitor.get("/account")), 200);
});
