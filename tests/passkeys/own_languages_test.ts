/** The pages of passkeys in every language. */
import { passkeys } from "@latchkey/core/features";
import { MOST_PASSKEYS } from "@latchkey/core";
import { site as SITE } from "../../lib/site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { userOf } from "../routes/admin.ts";
import { MINUTE, textOf } from "../routes/own_account.ts";
import { addPasskey, annasPasskey, answer } from "../routes/passkey.ts";
import { setUpApp, WITH_APP } from "../second_factor/authenticator.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";

const PAGE = "/account/passkeys";

/** Names given by users, of authenticators, and addresses. */
const TYPED = [
  ANNA.username,
  BERT.username,
  "Bitwarden",
  "My vault",
  "localhost",
  "JavaScript",
];

const BITWARDEN = "d548826e-79b4-db40-a3d8-11116f7e8349";

/** Every page of passkeys. */
async function* pagesIn(code: string): AsyncGenerator<string> {
  yield* accountPages(code);
  yield* loginPages(code);
  yield* fullPages(code);
}

/** Logs in, in a language. */
async function loggedIn(site: Site, code: string): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.logIn(ANNA, { has_passkeys: "yes" });
  const language = { language: code, back: "/account" };
  await textOf(visitor.post("/preferences", language));
  return visitor;
}

async function* accountPages(code: string) {
  await using site = await openSite();
  const anna = await loggedIn(site, code);
  yield await textOf(anna.get("/private"));
  yield await textOf(anna.get(PAGE));
  yield await textOf(anna.get(`${PAGE}/new`));
  yield await textOf(anna.post(`${PAGE}/new`, { passkey: "{}" }));
  const one = await addPasskey(anna, { aaguid: BITWARDEN });
  const other = await addPasskey(anna, { backedUp: false });
  yield await textOf(anna.get(PAGE));
  const renamed = { rename: one.id, name: "My vault" };
  await textOf(anna.post(PAGE, renamed));
  yield await textOf(anna.get(PAGE));
  const passkey = await answer(site, one);
  await textOf(site.visitor().post("/auth/passkey", { passkey }));
  yield await textOf(anna.get(PAGE));
  await textOf(anna.post(PAGE, { remove: other.id }));
  yield await textOf(anna.get(PAGE));
  yield await textOf(anna.post(PAGE, { remove: other.id }));
  await setPassword(site, "");
  yield await textOf(anna.post(PAGE, { remove: one.id }));
  site.clock.advance(11 * MINUTE);
  yield await textOf(anna.get(`${PAGE}/new`));
  const wrong = { step_up_factor: "passkeys", step_up_proof: "{}" };
  yield await textOf(anna.post(PAGE, { remove: one.id, ...wrong }));
}

async function* loginPages(code: string) {
  await using site = await openSite(WITH_APP);
  const headers = { "accept-language": code };
  const authenticator = await annasPasskey(site);
  const logIn = async () => {
    const passkey = await answer(site, authenticator);
    const visitor = site.visitor();
    return await textOf(visitor.post("/auth/passkey", { passkey }, headers));
  };
  const { id } = await userOf(site, ANNA);
  await setUpApp(site, id);
  yield await textOf(site.visitor().get("/auth/login", headers));
  yield await textOf(
    site.visitor().post("/auth/passkey", { passkey: "{}" }, headers),
  );
  await site.services.store.users.update(id, { disabled: true });
  yield await logIn();
  await site.services.use(passkeys).remove(id, authenticator.id);
  yield await logIn();
  await site.services.database.db.deleteFrom("passkeys" as never).execute();
  yield await logIn();
}

/** At an IP address, and with too many passkeys. */
async function* fullPages(code: string) {
  await using site = await openSite();
  const anna = await loggedIn(site, code);
  await addPasskey(anna);
  yield await textOf(anna.get(PAGE));
  const { db } = site.services.database;
  const [row] = await db.selectFrom("passkeys" as never).selectAll()
    .execute() as Record<string, unknown>[];
  for (let n = 1; n < MOST_PASSKEYS; n++) {
    await db.insertInto("passkeys" as never)
      .values({ ...row, id: `p${n}` } as never).execute();
  }
  yield await textOf(anna.get(`${PAGE}/new`));
  const publicUrl = new URL("http://127.0.0.1:8000");
  await using other = await openSite({ settings: { publicUrl } });
  const visitor = await loggedIn(other, code);
  yield await textOf(visitor.get(`${PAGE}/new`));
}

async function setPassword(site: Site, passwordHash: string) {
  const { id } = await userOf(site, ANNA);
  await site.services.database.db.updateTable("users" as never)
    .set({ passwordHash } as never).where("id" as never, "=", id as never)
    .execute();
}

for (const language of SITE.languages) {
  const { code, name } = language;

  Deno.test(`${name}: translates every page of passkeys fully and uses each of their messages`, () =>
    assertWhole(language, {
      pages: pagesIn(code),
      sections: ["passkeys", "secondFactor.kinds.passkeys"],
      typedIn: () => TYPED,
    }));
}
