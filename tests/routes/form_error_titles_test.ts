/**
 * A page whose form was rejected says so in its title, which screen readers
 * read first.
 */
import assert from "node:assert/strict";
import { site as SITE } from "../../lib/site.ts";
import { ANNA, openSite } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";

/** As in a title. */
const SITE_NAME = SITE.name.replaceAll("&", "&amp;");

const STRANGER: Readonly<Record<string, Record<string, string>>> = {
  "/auth/login": { ...ANNA, password: "wrong horse" },
  "/auth/signup": { address: "me", password: "tractor moonlight" },
  "/auth/recover": { address: "me" },
  ...HAS_LOGIN_LINK ? { "/auth/link": { address: "" } } : {},
  "/auth/verify": { address: ANNA.username, code: "123456" },
  "/auth/again?to=/account": { ...ANNA, password: "x", form_replay: "{}" },
};

const MEMBER: Readonly<Record<string, Record<string, string>>> = {
  "/account/name": { name: "x".repeat(1000) },
  "/account/address": { address: "me" },
  "/account/password": { present: "wrong horse", password: "abc" },
  "/account/delete": { password: "wrong horse" },
  "/account/sessions": { end: "nothing" },
  "/account/trusted-browsers": { browser: "nothing" },
};

Deno.test("says in the page title that the form was rejected", async () => {
  await using site = await openSite();
  for (const [forms, member] of [[STRANGER, false], [MEMBER, true]] as const) {
    for (const [path, fields] of Object.entries(forms)) {
      const visitor = site.visitor();
      if (member) await visitor.logIn(ANNA);
      const titleOf = async (answer: Promise<Response>) =>
        /<title>(.*?)<\/title>/.exec(await (await answer).text())?.[1];
      const refused = await titleOf(visitor.post(path, fields));
      assert.match(refused ?? "", /^Error: ./, path);
      assert.ok(refused?.endsWith(` · ${SITE_NAME}`), path);
      if (path.startsWith("/auth/again")) continue;
      const fresh = await titleOf(visitor.get(path));
      assert.equal(refused, `Error: ${fresh}`, path);
    }
  }
});
