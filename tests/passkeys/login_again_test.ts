/** A form whose session has ended is sent after logging in with a passkey, as requests. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { idleAnna, sendLate } from "../routes/form_replay.ts";
import { hiddenInputs, textOf, userAt } from "../routes/own_account.ts";
import { addPasskey, annasPasskey, answer } from "../routes/passkey.ts";
import { ANNA, BERT, openSite } from "../site.ts";

const { failed } = messages.passkeys;
const NAME = "Anna Achmatowa";

/** Anna's form, which waits for her to log in. */
async function lateForm(site: Awaited<ReturnType<typeof openSite>>) {
  const anna = await idleAnna(site);
  const { again, answer } = await sendLate(anna, { name: NAME });
  const html = await textOf(answer);
  return { anna, again, html, kept: hiddenInputs(html) };
}

/** The form as browsers send it. */
function unescaped(kept: Record<string, string>) {
  const { form_replay } = kept;
  return { form_replay: form_replay.replaceAll("&quot;", '"') };
}

Deno.test("a passkey logs in again and offers the form", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const { anna, again, html, kept } = await lateForm(site);
  assert.match(html, sentence(messages.passkeys.logIn));
  assert.equal(
    html.split(`action="${again.replaceAll("&", "&amp;")}"`).length,
    3,
  );
  const passkey = await answer(site, authenticator);
  const loggedIn = await anna.post(again, { ...unescaped(kept), passkey });
  assert.equal(loggedIn.status, 303);
  const offered = await textOf(anna.get(loggedIn.headers.get("location")!));
  assert.match(offered, /action="\/account\/name"/);
  assert.match(offered, sentence(NAME));
  assert.equal((await userAt(site, ANNA.username)).name, "");
});

Deno.test("a passkey that fails says why, and keeps the form", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const { anna, again, kept } = await lateForm(site);
  await site.services.database.db.deleteFrom("passkeys" as never).execute();
  const passkey = await answer(site, authenticator);
  const refused = await anna.post(again, { ...unescaped(kept), passkey });
  assert.equal(refused.status, 401);
  const html = await textOf(refused);
  assert.match(html, sentence(failed.unknown));
  assert.match(html, /data-signals="[^"]*signalUnknownCredential/);
  assert.deepEqual(hiddenInputs(html).form_replay, kept.form_replay);
  const loggedIn = await anna.post(again, { ...unescaped(kept), ...ANNA });
  assert.equal(loggedIn.headers.get("location"), "/auth/again");
});

Deno.test("another account's passkey doesn't open the form", async () => {
  await using site = await openSite();
  const { anna, again, kept } = await lateForm(site);
  const bert = site.visitor();
  await bert.logIn(BERT);
  const authenticator = await addPasskey(bert);
  const passkey = await answer(site, authenticator);
  const loggedIn = await anna.post(again, { ...unescaped(kept), passkey });
  assert.equal(loggedIn.headers.get("location"), "/");
});
