/** Recovery codes of accounts whose second factor is a passkey. */
import assert from "node:assert/strict";
import { passkeys, recoveryCodes } from "@latchkey/core/features";
import { softwareAuthenticator } from "@latchkey/core/testing";
import { messages, sentence } from "../pages.ts";
import { ANNA, type Site, type Visitor } from "../site.ts";
import { HAS_PASSKEYS } from "../site_features.ts";
import { SITE } from "../tested_site.ts";
import { loggedInSite } from "../routes/account_password.ts";
import { press } from "../routes/footer_buttons.ts";
import { statusOf, textOf, userAt } from "../routes/own_account.ts";
import { codesIn } from "../second_factor/authenticator.ts";

const LIST = "/account/passkeys";
const NEW = `${LIST}/new`;

/** Adds a passkey on the pages. */
async function addPasskey(visitor: Visitor): Promise<Response> {
  const html = await textOf(visitor.get(NEW));
  const [, options] = /data-options="([^"]*)"/.exec(html) ?? [];
  const phone = await softwareAuthenticator();
  const passkey = await phone.create(
    JSON.parse(options.replaceAll("&quot;", '"').replaceAll("&amp;", "&")),
  );
  return await visitor.post(NEW, { passkey });
}

async function left(site: Site): Promise<number> {
  const { id } = await userAt(site, ANNA.username);
  return (await site.services.use(recoveryCodes).left(id)).left;
}

/** Another language of the site, if it has one. */
const LAST = SITE.languages.at(-1)!.code;

const test = HAS_PASSKEYS ? Deno.test : Deno.test.ignore;

test("the first passkey brings recovery codes, and the second none", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const html = await textOf(await addPasskey(visitor));
  assert.match(html, sentence(messages.passkeys.notices.passkey_added));
  const codes = codesIn(html);
  assert.equal(codes.length, 10);
  assert.deepEqual(
    codesIn(await press(visitor, html, { language: LAST })),
    codes,
  );
  const second = await addPasskey(visitor);
  assert.equal(second.headers.get("location"), LIST);
  assert.equal(await statusOf(second), 303);
  assert.equal(await left(site), 10);
});

test("the last passkey takes the recovery codes along", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await textOf(await addPasskey(visitor));
  await textOf(await addPasskey(visitor));
  const { id } = await userAt(site, ANNA.username);
  const [first, second] = await site.services.use(passkeys).list(id);
  assert.equal(await statusOf(visitor.post(LIST, { remove: first.id })), 303);
  assert.equal(await left(site), 10);
  assert.equal(await statusOf(visitor.post(LIST, { remove: second.id })), 303);
  assert.equal(await left(site), 0);
});
