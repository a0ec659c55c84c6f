import { equal, match } from "node:assert/strict";
import { testIn } from "../i18n/test_in.ts";
import { ANNA, openSite } from "../site.ts";

const GERMAN = /<h1>Startseite<\/h1>/;
const ENGLISH = /<h1>Home page<\/h1>/;
const ARABIC = /<h1>الصفحة الرئيسية<\/h1>/;

testIn(["ar", "de"], "the language a browser asks for", async () => {
  await using site = await openSite();
  const home = async (headers: HeadersInit) =>
    await (await site.fetch("/", { headers })).text();

  match(await home({}), ENGLISH);
  match(await home({ "accept-language": "de-AT,de;q=0.9,en;q=0.5" }), GERMAN);
  match(await home({ "accept-language": "tlh, ar;q=0.3, en;q=0.2" }), ARABIC);
  match(await home({ "accept-language": "tlh" }), ENGLISH);
  match(await home({ "accept-language": "*" }), ENGLISH);
  match(await home({ "accept-language": "de;q=0, en" }), ENGLISH);
});

testIn(
  ["ar", "de"],
  "the language that was chosen in a browser goes before",
  async () => {
    await using site = await openSite();
    const home = async (cookie: string) => {
      const headers = { cookie, "accept-language": "ar" };
      return await (await site.fetch("/", { headers })).text();
    };
    match(await home("language=de"), GERMAN);
    match(await home("a=b; language=en"), ENGLISH);
    for (const bad of ["tlh", "__proto__", "", "de; language=en", "DE"]) {
      match(await home(`language=${bad}`), ARABIC, bad);
    }
  },
);

Deno.test("headers of ill will get English, and a page", async () => {
  await using site = await openSite();
  const long = `de;q=0.${"1".repeat(60_000)}`;
  for (const header of [long, "de;;;q", ",,,,", "de;q=NaN", "\x7f"]) {
    const response = await site.fetch("/", {
      headers: { "accept-language": header },
    });
    equal(response.status, 200);
  }
  const response = await site.fetch("/", {
    headers: { "accept-language": long },
  });
  match(await response.text(), ENGLISH);
});

testIn(
  ["de"],
  "mistakes of a form are told in the language of the page",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    const german = { "accept-language": "de" };
    const empty = { username: "", password: "" };
    const page = await visitor.post("/auth/login", empty, german);
    equal(page.status, 422);
    match(await page.text(), /Die E-Mail-Adresse fehlt/);
    const wrong = { username: ANNA.username, password: "wrong one" };
    const refused = await visitor.post("/auth/login", wrong, german);
    equal(refused.status, 401);
    match(await refused.text(), /E-Mail-Adresse oder Passwort ist falsch/);
  },
);
