/** The pages of login with a provider in every language. */
import { providers } from "@latchkey/core/features";
import { site as SITE } from "../../lib/site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { textOf, userAt } from "../routes/own_account.ts";
import { comeBack, openFakeSite } from "../routes/login_provider.ts";
import { ANNA, BERT, type Visitor } from "../site.ts";

const LOGINS = "/account/logins";
const SIGN_UP = "/auth/provider/sign-up";

/** Names of providers, and what users type. */
const TYPED = [
  ANNA.username,
  BERT.username,
  "ada@example.com",
  "olga@example.com",
  "Ada Lovelace",
  "Fake",
  "former",
  "Google",
  "Microsoft",
  "Apple",
  "GitHub",
  "Acme Staff Portal",
  "Components",
  "linked-logins",
  `${"a".repeat(60)}@example.com`,
  "Olga",
  "company",
];

/** Every page, on a site with providers. */
async function* pagesIn(code: string): AsyncGenerator<string> {
  await using site = await openFakeSite();
  const headers = { "accept-language": code };
  const get = (path: string, visitor: Visitor = site.visitor()) =>
    textOf(visitor.get(path, headers));
  const gallery = await get("/dev/components");
  const paths = gallery.matchAll(
    /href="(\/dev\/components\/(?:provider|linked|logged)-[\w-]+)"/g,
  );
  for (const [, path] of paths) yield await get(path);
  yield await get("/auth/login");

  for (const identity of [{ address: null }, { addressVerified: false }]) {
    site.provider.answer(identity);
    const ada = site.visitor();
    await textOf(comeBack(site, ada));
    yield await get(SIGN_UP, ada);
  }
  site.provider.answer({});
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const language = { language: code, back: "/account" };
  await textOf(anna.post("/preferences", language));
  yield await get(LOGINS, anna);
  yield await get("/account", anna);
  await textOf(comeBack(site, anna, { link: "fake" }, LOGINS));
  const { id } = await userAt(site, ANNA.username);
  await site.services.use(providers).link(id, {
    provider: "former",
    issuer: "https://former.example",
    subject: "anna",
    username: "",
  });
  const listed = await get(LOGINS, anna);
  yield listed;
  yield await get("/account", anna);
  const [own, former] = [...listed.matchAll(/name="unlink" value="([^"]+)"/g)]
    .map(([, login]) => login);
  await textOf(anna.post(LOGINS, { unlink: former }));
  yield await get(LOGINS, anna);
  yield await textOf(anna.post(LOGINS, { unlink: former }));
  await site.services.store.users.update(id, { passwordHash: "" });
  yield await textOf(anna.post(LOGINS, { unlink: own }));
}

for (const language of SITE.languages) {
  Deno.test(`pages of login with a provider are in ${language.name} throughout`, async () => {
    await assertWhole(language, {
      pages: pagesIn(language.code),
      sections: ["providers"],
      typedIn: () => TYPED,
    });
  });
}
