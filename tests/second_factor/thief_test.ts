/** What someone with the password and a live session gains: nothing that lasts. */
import assert from "node:assert/strict";
import { authenticatorApp } from "@latchkey/core/features";
import { FORM_OWNER } from "@latchkey/core/forms";
import { NEW } from "../routes/account_password.ts";
import { secureAccount } from "../routes/account_takeover.ts";
import { MINUTE, statusOf, userAt } from "../routes/own_account.ts";
import {
  ANNA,
  cookieHeader,
  openSite,
  secureAccountLinkIn,
  type Site,
  type Visitor,
} from "../site.ts";
import { HAS_APP } from "../site_features.ts";
import { addApp, setUpApp, STEP_MS } from "./authenticator.ts";

const CODES = "/account/recovery-codes";

/** Someone with Anna's password and a session. */
async function thiefIn(site: Site): Promise<Visitor> {
  const thief = site.visitor();
  await thief.logIn(ANNA);
  return thief;
}

Deno.test("the link in a newer email undoes an older change too", {
  ignore: !HAS_APP,
}, async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  await addApp(site, thief, "Evil");
  site.clock.advance(3 * MINUTE);
  const change = { present: ANNA.password, password: NEW };
  assert.equal(await statusOf(thief.post("/account/password", change)), 303);
  await secureAccount(
    site,
    secureAccountLinkIn(await site.mailTo(ANNA.username)),
  );
  const { id } = await userAt(site, ANNA.username);
  assert.deepEqual(await site.services.use(authenticatorApp).list(id), []);
});

Deno.test("another known device gives no more guesses, and the owner is told", {
  ignore: !HAS_APP,
}, async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  site.clock.advance(2 * STEP_MS);
  const proof = {
    step_up_factor: "authenticator_app",
    step_up_proof: "000000",
  };
  let guesses = 0;
  let present = ANNA.password;
  for (let round = 0; round < 4; round++) {
    for (let count = 0; count < 10; count++) {
      if (await statusOf(thief.post(CODES, proof)) === 403) guesses++;
    }
    const password = `tractor moonlight ${round}`;
    await statusOf(thief.post("/account/password", { present, password }));
    present = password;
  }
  assert.equal(guesses, 20);
  await site.services.mail.settled();
  const subjects = site.mails.messages().map(({ subject }) => subject);
  assert.ok(subjects.includes("Someone tried to get into your account"));
});

Deno.test("a password moves the address of an account with a factor nowhere", {
  ignore: !HAS_APP,
}, async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  const fields = {
    address: "thief@example.com",
    step_up_password: ANNA.password,
  };
  assert.equal(await statusOf(thief.post("/account/address", fields)), 403);
  await site.services.mail.settled();
  const receivers = site.mails.messages().map(({ to }) => to);
  assert.ok(!receivers.includes(fields.address));
});

/** Sends a form of which the end is held back. */
function sendSlowly(
  site: Site,
  { cookies }: Visitor,
  path: string,
  fields: Record<string, string>,
) {
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const text = new TextEncoder().encode(`${new URLSearchParams(fields)}`);
  const body = new ReadableStream({
    async pull(controller) {
      await promise;
      controller.enqueue(text);
      controller.close();
    },
  });
  const answer = site.fetch(path, {
    method: "POST",
    body,
    headers: {
      accept: "text/html",
      cookie: cookieHeader(cookies),
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
    },
  });
  return { answer, finish };
}

Deno.test("a form sent slowly does nothing once its session has ended", async () => {
  await using site = await openSite();
  const [thief, owner] = [await thiefIn(site), await thiefIn(site)];
  const { id } = await userAt(site, ANNA.username);
  const fields = { [FORM_OWNER]: id, name: "Evil" };
  const { find } = site.services.store.sessions;
  const authenticated = Promise.withResolvers<void>();
  Object.assign(site.services.store.sessions, {
    async find(...of: Parameters<typeof find>) {
      const found = await find(...of);
      authenticated.resolve();
      return found;
    },
  });
  const slow = sendSlowly(site, thief, "/account/name", fields);
  await authenticated.promise;
  await statusOf(owner.post("/account/sessions", { end: "others" }));
  slow.finish();
  await (await slow.answer).body?.cancel();
  assert.equal((await userAt(site, ANNA.username)).name, "");
});
