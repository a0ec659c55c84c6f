/** Languages of a site that lists only some. */
import { equal, match } from "node:assert/strict";
import { App } from "fresh";
import { defineSite } from "../feature.ts";
import { localeMiddleware, setLanguage } from "./locale.ts";
import { provide } from "./provide.ts";
import { defineLanguage } from "../i18n/define_language.ts";
import { ARABIC, ENGLISH, GERMAN } from "../i18n/languages.ts";
import type { Site } from "../services.ts";
import type { State } from "../state.ts";
import { addUser, testServices } from "../testing/services.ts";
import { ask, NOTICE_CLIENT, requestFor } from "../testing/email/messages.ts";
import { newDeviceEmail } from "../features/session/emails.tsx";

const GERMAN_FIRST = defineSite({ name: "Test", languages: [GERMAN, ENGLISH] });

const FRENCH = defineLanguage({
  code: "fr",
  locale: "fr-FR",
  direction: "ltr",
  name: "Français",
  messages: { times: { justNow: "à l’instant" } },
}, {});

const FRENCH_TOO = defineSite({ name: "Test", languages: [ENGLISH, FRENCH] });

/** What a site answers for "just now" to a request, and the language tag. */
async function answer(
  site: Site,
  headers: HeadersInit = {},
  path = "/",
): Promise<string> {
  await using services = await testServices({ site });
  const app = new App<State>()
    .use(provide(services), localeMiddleware)
    .get(
      "/",
      ({ state: { language: { code, messages } } }) =>
        new Response(`${code}: ${messages.times.justNow}`),
    )
    .get("/in/:code", (ctx) => {
      setLanguage(ctx.state, ctx.params.code);
      return ctx.text(ctx.state.language.code);
    });
  const request = new Request(new URL(path, "http://localhost:8000"), {
    headers,
  });
  return await (await app.handler()(request)).text();
}

Deno.test("uses the site's first language by default", async () => {
  equal(await answer(GERMAN_FIRST), "de: gerade eben");
  for (const unknown of ["tlh", "ar", "x".repeat(9999)]) {
    const headers = { "accept-language": unknown };
    equal(await answer(GERMAN_FIRST, headers), "de: gerade eben");
  }
});

Deno.test("uses the browser's preferred language among those the site lists", async () => {
  const headers = { "accept-language": "ar, fr;q=0.9, en;q=0.5" };
  equal(await answer(GERMAN_FIRST, headers), "en: just now");
  equal(await answer(FRENCH_TOO, headers), "fr: à l’instant");
  const site = defineSite({ name: "Test", languages: [ARABIC, FRENCH] });
  equal(await answer(site, headers), "ar: الآن");
});

Deno.test("uses a chosen language while the site lists it", async () => {
  const headers = { cookie: "language_8000=fr" };
  equal(await answer(FRENCH_TOO, headers), "fr: à l’instant");
  equal(await answer(GERMAN_FIRST, headers), "de: gerade eben");
});

Deno.test("answers in another language of the site on request, and in no others", async () => {
  equal(await answer(GERMAN_FIRST, {}, "/in/en"), "en");
  for (const code of ["ar", "__proto__"]) {
    equal(await answer(GERMAN_FIRST, {}, `/in/${code}`), "de");
  }
});

Deno.test("emails accounts without a chosen language in the site's first one", async () => {
  await using services = await testServices({ site: GERMAN_FIRST });
  const { id: userId } = await addUser(services, { language: "ar" });
  const mail = await ask(
    services,
    requestFor(newDeviceEmail, { userId, ...NOTICE_CLIENT }),
  );
  equal(mail?.subject, GERMAN.messages.mails.newDevice.subject);
  match(mail?.html ?? "", /<html lang="de"/);
});

Deno.test("sends English when the library has no translation of an email", async () => {
  await using services = await testServices({ site: FRENCH_TOO });
  const { id: userId } = await addUser(services, { language: "fr" });
  const mail = await ask(
    services,
    requestFor(newDeviceEmail, { userId, ...NOTICE_CLIENT }),
  );
  equal(mail?.subject, ENGLISH.messages.mails.newDevice.subject);
  match(mail?.text ?? "", /1 janvier 2030/);
});
