/** The passkeys of an account, as requests. */
import assert from "node:assert/strict";
import { passkeys } from "@latchkey/core/features";
import { MOST_PASSKEYS } from "@latchkey/core";
import { messages } from "../pages.ts";
import { userOf } from "../routes/admin.ts";
import { MINUTE, statusOf, textOf } from "../routes/own_account.ts";
import { addPasskey, answer, newPasskey } from "../routes/passkey.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";

const PAGE = "/account/passkeys";
const texts = messages.passkeys;

async function loggedIn(site: Site, who = ANNA): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.logIn(who);
  return visitor;
}

/** The signals in a page. */
function signalsIn(html: string) {
  const [, json = "[]"] = /data-signals="([^"]*)"/.exec(html) ?? [];
  return JSON.parse(json.replaceAll("&quot;", '"'));
}

Deno.test("the list shows name, authenticator, age and whether it is synced", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const aaguid = "d548826e-79b4-db40-a3d8-11116f7e8349";
  const { id } = await addPasskey(anna, { aaguid });
  await addPasskey(anna, { backedUp: false });
  let html = await textOf(anna.get(PAGE));
  for (
    const text of ["Bitwarden", "Unknown device", texts.synced, texts.bound]
  ) {
    assert.ok(html.includes(text), text);
  }
  await statusOf(anna.post(PAGE, { rename: id, name: " My vault " }));
  html = await textOf(anna.get(PAGE));
  assert.match(html, /<bdi>My vault<\/bdi>/);
  assert.match(html, /Bitwarden/);
});

Deno.test("the page tells the browser which passkeys the account has", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const { id } = await addPasskey(anna);
  const user = await userOf(site, ANNA);
  const userId = btoa(user.id).replaceAll("=", "");
  for (const page of [PAGE, "/account"]) {
    const [all, details] = signalsIn(await textOf(anna.get(page)));
    assert.deepEqual(all[1].allAcceptedCredentialIds, [id]);
    assert.equal(all[1].userId, userId);
    assert.equal(details[1].name, ANNA.username);
  }
  await statusOf(anna.post(PAGE, { remove: id }));
  const [all] = signalsIn(await textOf(anna.get(PAGE)));
  assert.deepEqual(all[1].allAcceptedCredentialIds, []);
});

Deno.test("adding and removing is recorded, and the owner is told", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const { id } = await addPasskey(anna);
  const added = await site.mailTo(ANNA.username);
  site.clock.advance(MINUTE);
  await statusOf(anna.post(PAGE, { remove: id }));
  const removed = await site.mailTo(ANNA.username);
  assert.notEqual(added.subject, removed.subject);
  for (const { text } of [added, removed]) {
    assert.match(text, /secure-account/);
  }
  const html = await textOf(anna.get("/account/activity"));
  assert.match(html, /Second factor added/);
  assert.match(html, /Second factor removed/);
});

Deno.test("changes ask for a passkey, and take no password instead", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const authenticator = await addPasskey(anna);
  site.clock.advance(11 * MINUTE);
  const fields = { remove: authenticator.id };
  const asked = await anna.post(PAGE, fields);
  assert.equal(asked.status, 403);
  const html = await textOf(asked);
  assert.match(html, /data-call="get"/);
  assert.doesNotMatch(html, /type="password"/);
  const byPassword = { ...fields, step_up_password: ANNA.password };
  assert.equal(await statusOf(anna.post(PAGE, byPassword)), 403);
  const [, json] = /data-options="(\{[^"]*)"/.exec(html)!;
  const proof = await authenticator.get(
    JSON.parse(json.replaceAll("&quot;", '"')),
  );
  const byPasskey = {
    ...fields,
    step_up_factor: "passkeys",
    step_up_proof: proof,
  };
  assert.equal(await statusOf(anna.post(PAGE, byPasskey)), 303);
  assert.deepEqual(
    signalsIn(await textOf(anna.get(PAGE)))[0][1]
      .allAcceptedCredentialIds,
    [],
  );
});

Deno.test("an answer to log in doesn't confirm a change", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const authenticator = await addPasskey(anna);
  site.clock.advance(11 * MINUTE);
  const status = await statusOf(anna.post(PAGE, {
    remove: authenticator.id,
    step_up_factor: "passkeys",
    step_up_proof: await answer(site, authenticator),
  }));
  assert.equal(status, 403);
});

Deno.test("a refused passkey is signalled, one that was added is not", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const { authenticator, passkey } = await newPasskey(anna);
  const path = `${PAGE}/new`;
  await statusOf(anna.post(path, { passkey }));
  const again = await anna.post(path, { passkey });
  assert.equal(again.status, 422);
  assert.deepEqual(signalsIn(await textOf(again)), []);
  const bert = await loggedIn(site, BERT);
  const foreign = await newPasskey(bert);
  const refused = await anna.post(path, { passkey: foreign.passkey });
  assert.equal(refused.status, 422);
  assert.deepEqual(signalsIn(await textOf(refused)), [
    ["signalUnknownCredential", {
      rpId: "localhost",
      credentialId: foreign.authenticator.id,
    }],
  ]);
  assert.notEqual(authenticator.id, foreign.authenticator.id);
});

Deno.test("others' passkeys can be neither renamed nor removed", async () => {
  await using site = await openSite();
  const { id } = await addPasskey(await loggedIn(site));
  const bert = await loggedIn(site, BERT);
  for (const fields of [{ remove: id }, { rename: id, name: "Mine" }]) {
    assert.equal(await statusOf(bert.post(PAGE, fields as never)), 404);
  }
});

Deno.test("hostile names are refused", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const { id } = await addPasskey(anna);
  for (const name of ["", "  ", "x".repeat(101), "a\u202eb", "a\nb"]) {
    const response = await anna.post(PAGE, { rename: id, name });
    assert.equal(response.status, 422, JSON.stringify(name));
    assert.match(await textOf(response), /<details[^>]* open/);
  }
  const name = "<script>alert(1)</script>";
  await statusOf(anna.post(PAGE, { rename: id, name }));
  assert.doesNotMatch(await textOf(anna.get(PAGE)), /<script>alert/);
});

Deno.test("the only way to log in can't be removed", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  const { id } = await addPasskey(anna);
  const user = await userOf(site, ANNA);
  await site.services.database.db.updateTable("users" as never)
    .set({ passwordHash: "" } as never).where(
      "id" as never,
      "=",
      user.id as never,
    )
    .execute();
  const response = await anna.post(PAGE, { remove: id });
  assert.equal(response.status, 409);
  assert.ok((await textOf(response)).includes(texts.failures.last));
  const other = await addPasskey(anna);
  assert.equal(await statusOf(anna.post(PAGE, { remove: id })), 303);
  assert.equal(await statusOf(anna.post(PAGE, { remove: other.id })), 409);
});

Deno.test("an account with too many passkeys is asked to remove one", async () => {
  await using site = await openSite();
  const anna = await loggedIn(site);
  await addPasskey(anna);
  const { db } = site.services.database;
  const [row] = await db.selectFrom("passkeys" as never).selectAll()
    .execute() as Record<string, unknown>[];
  for (let n = 1; n < MOST_PASSKEYS; n++) {
    await db.insertInto("passkeys" as never)
      .values({ ...row, id: `p${n}` } as never).execute();
  }
  const html = await textOf(anna.get(`${PAGE}/new`));
  assert.match(html, /You have 20 passkeys/);
  assert.doesNotMatch(html, /data-call/);
});

Deno.test("at an IP address the page explains, and the login has no button", async () => {
  const publicUrl = new URL("http://127.0.0.1:8000");
  await using site = await openSite({ settings: { publicUrl } });
  const visitor = site.visitor();
  const fetchAt = (path: string) =>
    visitor.get(path, { host: "127.0.0.1:8000" });
  assert.doesNotMatch(await textOf(fetchAt("/auth/login")), /data-call/);
  assert.equal(await statusOf(site.fetch("/auth/passkey/options")), 404);
  assert.equal(site.services.use(passkeys).party(publicUrl).id, "127.0.0.1");
});
