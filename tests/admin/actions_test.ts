import assert from "node:assert/strict";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";
import { adminOf, PAGE, userOf } from "../routes/admin.ts";

const isLoggedIn = async (visitor: Visitor) =>
  (await visitor.get(GUARDED_PAGE)).status === 200;

Deno.test("disabling logs an account out and blocks logins, enabling allows them, and both are recorded", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id: adminId } = await userOf(site, ANNA);
  const { id } = await userOf(site, BERT);
  const bert = site.visitor();
  await bert.logIn(BERT);

  const path = `${PAGE}?q=bert`;
  const response = await admin.post(path, { user: id, action: "disable" });
  assert.equal(response.status, 303);
  const location = response.headers.get("location") ?? "";
  assert.equal(location, path);
  const html = await (await admin.get(location)).text();
  assert.match(html, sentence(messages.admin.notices.disable));
  const { disabled } = messages.admin.states;
  assert.match(html, new RegExp(`class="badge"[^>]*>${disabled}<`));
  assert.ok(!await isLoggedIn(bert));
  assert.notEqual((await bert.post("/auth/login", BERT)).status, 303);

  await admin.post(path, { user: id, action: "enable" });
  await bert.logIn(BERT);
  await admin.post(path, { user: id, action: "end-sessions" });
  assert.ok(!await isLoggedIn(bert));

  const { items } = await site.services.store.activity
    .listOf(id, { limit: 50 });
  for (const kind of ["disabled", "enabled", "sessions_ended"]) {
    const found = items.find((activity) => activity.kind === kind);
    assert.equal(found?.detail, adminId, kind);
    assert.equal(found.client, "", "the admin's place is not the owner's");
  }
});

Deno.test("admins can't disable themselves and see no button for it", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id } = await userOf(site, ANNA);
  const html = await (await admin.get(PAGE)).text();
  assert.ok(!html.includes(`name="user" value="${id}"`));
  for (const action of ["disable", "end-sessions"]) {
    const response = await admin.post(PAGE, { user: id, action });
    assert.equal(response.status, 409);
    assert.match(await response.text(), sentence(messages.admin.failures.own));
  }
  assert.ok(await isLoggedIn(admin));
});

Deno.test("an unknown account or action changes nothing", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id } = await userOf(site, BERT);
  for (const user of ["", "x".repeat(22), "../..", "x".repeat(9000)]) {
    const fields = { user, action: "disable" };
    const response = await admin.post(PAGE, fields);
    assert.equal(response.status, 404);
    assert.match(await response.text(), sentence(messages.admin.failures.gone));
  }
  for (const action of ["", "remove", "constructor"]) {
    const response = await admin.post(PAGE, { user: id, action });
    assert.equal(response.status, 400);
  }
  assert.equal((await userOf(site, BERT)).disabled, false);
});

Deno.test("rejects cross-site requests, and changes nothing on GET", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id } = await userOf(site, BERT);
  const response = await admin.post(PAGE, { user: id, action: "disable" }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await admin.get(`${PAGE}?user=${id}&action=disable`);
  assert.equal((await userOf(site, BERT)).disabled, false);
});

Deno.test("asks for the password ten minutes after it was entered, then makes the change", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id } = await userOf(site, BERT);
  site.clock.advance(11 * 60_000);
  assert.equal((await admin.get(PAGE)).status, 200, "viewing still works");
  const fields = { user: id, action: "disable" };
  const asked = await admin.post(PAGE, fields);
  assert.equal(asked.status, 403);
  const html = await asked.text();
  assert.match(html, /name="step_up_password"/);
  assert.ok(html.includes(`value="${id}"`));
  assert.equal((await userOf(site, BERT)).disabled, false);
  const done = await admin.post(PAGE, {
    ...fields,
    step_up_password: ANNA.password,
  });
  assert.equal(done.status, 303);
  assert.equal((await userOf(site, BERT)).disabled, true);
});
