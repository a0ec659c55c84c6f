/**
 * Normalising takes time quadratic in a run of combining marks, so no request
 * may normalise 64 KB.
 */
import assert from "node:assert/strict";
import { FORM_OWNER } from "@latchkey/core/forms";
import { createInvitation } from "@latchkey/core";
import { CLARA } from "../pages.ts";
import { ANNA, cookieHeader, openSite, ORIGIN, type Site } from "../site.ts";
import { LINK_PAGES } from "../site_features.ts";
import { MINUTE } from "./own_account.ts";

/** 60 KB, within the limit for a form. */
const MARKS = `a${"\u0300\u0323".repeat(15_000)}`;

/** The longest text that `normalize` may receive. */
const MOST = 1024;

/** Fields that a page adds to show itself again. */
const AGAIN = { shown_again: "", theme: "dark" };

const FORMS: [path: string, fields: Record<string, string>][] = [
  ["/auth/login", { ...ANNA, username: MARKS }],
  ["/auth/login", { ...ANNA, username: `a@${MARKS}.example` }],
  ["/auth/login", { ...ANNA, password: MARKS }],
  ["/token", { ...ANNA, username: MARKS }],
  ["/token", { ...ANNA, password: MARKS }],
  ["/auth/signup", { ...CLARA, address: `${MARKS}@a.example` }],
  ["/auth/signup", { ...CLARA, name: MARKS }],
  ["/auth/signup", { ...CLARA, password: MARKS }],
  ["/auth/signup", { ...AGAIN, mailed_to: MARKS }],
  ["/auth/recover", { ...AGAIN, mailed_to: MARKS }],
  ...LINK_PAGES.map((path): [string, Record<string, string>] => [
    path,
    { address: `${MARKS}@a.example` },
  ]),
  ["/auth/verify", { address: CLARA.address, code: MARKS }],
  ["/auth/verify", { address: `${MARKS}@a.example`, code: "123456" }],
  ["/auth/verify", { address: CLARA.address, code: "123456", asked: MARKS }],
];

/** Fields for logged-in users. */
const ACCOUNT_FORMS: typeof FORMS = [
  ["/account/name", { name: MARKS }],
  ["/account/address", { address: `${MARKS}@a.example` }],
  ["/account/password", { present: MARKS, password: "x" }],
  ["/account/password", { ...ANNA, present: "x", password: MARKS }],
];

/** Posts a form without escapes, which would make its text longer. */
async function post(
  { fetch }: Site,
  path: string,
  fields: Record<string, string>,
  cookie = "",
): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { origin: ORIGIN, "sec-fetch-site": "same-origin", cookie };
  const response = await fetch(path, { method: "POST", body, headers });
  await response.body?.cancel();
  return response.status;
}

/** Makes `normalize` record the length of the longest text it receives. */
function recordNormalize() {
  const { normalize } = String.prototype;
  const seen = { longest: 0 };
  String.prototype.normalize = function (form) {
    seen.longest = Math.max(seen.longest, this.length);
    return normalize.call(this, form);
  };
  return {
    seen,
    [Symbol.dispose]() {
      String.prototype.normalize = normalize;
    },
  };
}

Deno.test("never normalises 60 KB of combining marks from any form", async () => {
  await using site = await openSite();
  const invite = await createInvitation(site.services, {
    address: CLARA.address,
    lifetimeSeconds: 60,
  });
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const cookie = cookieHeader(anna.cookies);
  const page = await (await anna.get("/account/name")).text();
  const [, owner = ""] =
    new RegExp(`name="${FORM_OWNER}" value="([^"]+)"`).exec(page) ?? [];
  using watched = recordNormalize();
  const lengthOf = async (
    path: string,
    fields: Record<string, string>,
    cookie?: string,
  ) => {
    watched.seen.longest = 0;
    const status = await post(site, path, fields, cookie);
    assert.ok(![409, 413].includes(status), `${path} answers ${status}`);
    return watched.seen.longest;
  };
  for (const [path, fields] of FORMS) {
    const name = `${path} ${Object.keys(fields)}`;
    assert.ok(await lengthOf(path, fields) <= MOST, name);
  }
  for (const [path, fields] of ACCOUNT_FORMS) {
    const name = `${path} ${Object.keys(fields)}`;
    const form = { ...fields, [FORM_OWNER]: owner };
    assert.ok(await lengthOf(path, form, cookie) <= MOST, name);
  }
  const invited = { ...CLARA, invite };
  assert.equal(await post(site, "/auth/signup", invited), 200);
  const other = { ...invited, address: `${MARKS}@a.example` };
  assert.ok(await lengthOf("/auth/signup", other) <= MOST, "invited");
  site.clock.advance(11 * MINUTE);
  const form = { step_up_password: MARKS, [FORM_OWNER]: owner };
  assert.ok(await lengthOf("/account/address", form, cookie) <= MOST, "again");
});
