import { equal, match, ok } from "node:assert/strict";
import { languageOf } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";
import { testIn } from "../i18n/test_in.ts";
import { ANNA, openSite } from "../site.ts";

/** The login page in a language. */
function loginIn(code: string): RegExp {
  const { direction, messages } = languageOf(SITE, code)!;
  return new RegExp(
    `<html lang="${code}" dir="${direction}".*<h1>${messages.login.title}</h1>`,
    "s",
  );
}

testIn(["ar", "de"], "answers in the browser's language", async () => {
  await using site = await openSite();
  const login = async (headers: HeadersInit) =>
    await (await site.fetch("/auth/login", { headers })).text();

  match(await login({}), loginIn("en"));
  match(
    await login({ "accept-language": "de-AT,de;q=0.9,en;q=0.5" }),
    loginIn("de"),
  );
  match(
    await login({ "accept-language": "tlh, ar;q=0.3, en;q=0.2" }),
    loginIn("ar"),
  );
  match(await login({ "accept-language": "tlh" }), loginIn("en"));
  match(await login({ "accept-language": "*" }), loginIn("en"));
  match(await login({ "accept-language": "de;q=0, en" }), loginIn("en"));
});

testIn(
  ["ar", "de"],
  "a language chosen in the browser takes precedence",
  async () => {
    await using site = await openSite();
    const login = async (cookie: string) => {
      const headers = { cookie, "accept-language": "ar" };
      return await (await site.fetch("/auth/login", { headers })).text();
    };
    match(await login("language_8000=de"), loginIn("de"));
    match(await login("a=b; language_8000=en"), loginIn("en"));
    for (const bad of ["tlh", "__proto__", "", "de; language_8000=en", "DE"]) {
      match(await login(`language_8000=${bad}`), loginIn("ar"), bad);
    }
  },
);

Deno.test("answers hostile Accept-Language headers with an English page", async () => {
  await using site = await openSite();
  const long = `de;q=0.${"1".repeat(60_000)}`;
  for (const header of [long, "de;;;q", ",,,,", "de;q=NaN", "\x7f"]) {
    const response = await site.fetch("/auth/login", {
      headers: { "accept-language": header },
    });
    equal(response.status, 200);
  }
  const response = await site.fetch("/auth/login", {
    headers: { "accept-language": long },
  });
  match(await response.text(), loginIn("en"));
});

testIn(
  ["de"],
  "shows form errors in the page's language",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    const { messages } = languageOf(SITE, "de")!;
    const german = { "accept-language": "de" };
    const empty = { username: "", password: "" };
    const page = await visitor.post("/auth/login", empty, german);
    equal(page.status, 422);
    ok((await page.text()).includes(messages.problems.emailRequired));
    const wrong = { username: ANNA.username, password: "wrong one" };
    const refused = await visitor.post("/auth/login", wrong, german);
    equal(refused.status, 401);
    ok((await refused.text()).includes(messages.login.wrong));
  },
);
