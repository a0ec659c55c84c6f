/** Errors appear in the visitor's language. */
import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { sentencesOf, StoreUnavailableError } from "@latchkey/core/testing";
import { site as SITE } from "../../lib/site.ts";
import type { Language } from "../../lib/messages/language.ts";
import { isShown, untranslated, visibleText } from "../i18n/sentences.ts";
import { testIn } from "../i18n/test_in.ts";
import { GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { statusOf, textOf } from "./own_account.ts";

/** Every error that can occur. */
function errorsOf({ messages: { errors } }: Language): Error[] {
  return [
    ...Object.keys(errors.statuses).map((status) =>
      new HttpError(Number(status) as HttpError["status"])
    ),
    ...Object.keys(errors.forbidden).map((cause) =>
      new HttpError(403, undefined, { cause })
    ),
    new StoreUnavailableError("gone"),
    new Error("secret detail"),
  ];
}

for (const language of SITE.languages) {
  const { code, name } = language;

  Deno.test(`${name}: translates every error, as a page and as JSON`, async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    const texts: string[] = [];
    for (const error of errorsOf(language)) {
      site.services.store.sessions.find = () => Promise.reject(error);
      site.clock.advance(61_000);
      const page = await visitor.get(GUARDED_PAGE, { "accept-language": code });
      const html = await page.text();
      assert.match(html, new RegExp(`<html lang="${code}"`));
      const text = visibleText(html);
      const id = page.headers.get("x-request-id") ?? "KB";
      assert.deepEqual(untranslated(text, language, ["KB", id]), [], text);
      texts.push(text);

      const answer = await visitor.get(GUARDED_PAGE, {
        "accept-language": code,
        accept: "application/json",
      });
      assert.equal(answer.status, page.status);
      assert.equal(answer.headers.get("content-language"), code);
      const { title, detail } = await answer.json();
      assert.ok(text.includes(title) && text.includes(detail), title);
    }
    const unused = [...sentencesOf(language)].filter(([path, forms]) =>
      path.startsWith(".errors.") && !texts.some((text) => isShown(text, forms))
    );
    assert.deepEqual(unused, []);
  });
}

testIn(
  ["de"],
  "translates errors that occur before a page is reached, with English as the default",
  async () => {
    await using site = await openSite();
    const german = { "accept-language": "de" };
    const foreign = { ...german, "sec-fetch-site": "cross-site" };
    const visitor = site.visitor();
    const answers = [
      await visitor.get("/nowhere", german),
      await visitor.get("/%zz", german),
      await visitor.post("/auth/login", {}, foreign),
      await visitor.post("/account/activity/x", {}, german),
    ];
    for (const answer of answers) {
      assert.match(await answer.text(), /<html lang="de"/, `${answer.status}`);
    }
    const json = { accept: "application/json" };
    const plain = await site.fetch("/nowhere", { headers: json });
    assert.equal(
      (await plain.json()).title,
      messages.errors.statuses[404].title,
    );
    const spoken = { ...json, ...german };
    const problem = await site.fetch("/nowhere", { headers: spoken });
    assert.equal((await problem.json()).title, "Seite nicht gefunden");
    assert.equal(await statusOf(visitor.get("/nowhere", german)), 404);
    assert.match(await textOf(visitor.get("/nowhere")), /<html lang="en"/);
  },
);
