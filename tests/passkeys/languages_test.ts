/** The pages for people without a password, in every language. */
import { addUser, type TestServices } from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { CLARA } from "../pages.ts";
import { linkIn } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import { visitorIn } from "../routes/auth_pages.ts";
import { statusOf, textOf, tokenIn } from "../routes/own_account.ts";
import { openPasskeySite } from "../routes/passkey_login.ts";
import {
  PASSKEY_SIGN_UP,
  PERSON,
  signUpByPasskey,
} from "../routes/passkey_sign_up.ts";
import { clarasPasskey } from "../routes/passwordless_account.ts";

const NEW = "clara@new.example";
const SET = "/account/password/set";
const REMOVE = "/account/password/remove";

/** Yields each page in turn. */
async function* pages(code: string): AsyncGenerator<string> {
  await using site = await openPasskeySite();
  const visitor = visitorIn(site, code);
  yield await textOf(visitor.get("/auth/signup"));
  yield await textOf(visitor.post(PASSKEY_SIGN_UP, PERSON));
  const refused = { ...PERSON, passkey: "{}" };
  yield await textOf(visitor.post(PASSKEY_SIGN_UP, refused));
  const { link } = await signUpByPasskey(site, visitor);
  yield await textOf(visitorIn(site, code).get(link));

  await using other = await openPasskeySite();
  const clara = await clarasPasskey(other, visitorIn(other, code));
  const { proof } = clara;
  const get = (path: string) => textOf(clara.visitor.get(path));
  yield await get("/account");
  yield await get(SET);
  const again = { step_up_return: "", ...await proof() };
  await statusOf(clara.visitor.post(SET, again));
  yield await get(SET);
  const fields = { password: CLARA.password };
  await statusOf(clara.visitor.post(SET, fields));
  yield await get("/account");
  yield await get("/account/password");
  yield await get(REMOVE);
  await statusOf(clara.visitor.post(REMOVE, {}));
  yield await get("/account");
  await statusOf(clara.visitor.post("/account/address", { address: NEW }));
  const token = tokenIn(linkIn(await other.mailTo(NEW)));
  yield await textOf(
    visitorIn(other, code).get(`/auth/address?token=${token}`),
  );
  yield* withoutAnything(code);
}

/** On a site with neither emailed codes nor login links. */
async function* withoutAnything(code: string): AsyncGenerator<string> {
  const features = SITE.features.filter(({ name }) =>
    !["email_code", "login_link"].includes(name)
  );
  await using site = await openPasskeySite({ site: { ...SITE, features } });
  const clara = visitorIn(site, code);
  const password = "battery moonlight";
  const services = site.services as TestServices;
  const { id } = await addUser(services, { address: CLARA.address, password });
  await clara.logIn({ username: CLARA.address, password });
  await services.store.users.update(id, { passwordHash: "" });
  site.clock.advance(11 * 60_000);
  yield await textOf(clara.get("/account/export"));
}

for (const language of SITE.languages) {
  const { code, name } = language;
  Deno.test(`${name}: translates every page for people without a password`, () =>
    assertWhole(language, {
      pages: pages(code),
      sections: ["passwordless"],
      // One in the page of a site with login links, one of a site without.
      removed: [
        HAS_LOGIN_LINK
          ? ".passwordless.removePassword.byPasskeyOnly"
          : ".passwordless.removePassword.explained",
      ],
      typedIn: () => [CLARA.address, CLARA.name, NEW, "localhost"],
    }));
}
