/** What admins see of other people's second factors, and how they remove them. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { adminOf, PAGE, userOf } from "../routes/admin.ts";
import { textOf } from "../routes/own_account.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";
import { HAS_ADMIN } from "../site_features.ts";
import { setUpApp, WITH_APP } from "./authenticator.ts";

const test = HAS_ADMIN ? Deno.test : Deno.test.ignore;
const { userFactors } = messages;
const REASON = "Lost his phone, called us back";

/** Bert with an app, and where an admin removes it. */
async function bertsFactors(site: Site) {
  const { id } = await userOf(site, BERT);
  await setUpApp(site, id);
  return { id, path: `${PAGE}/factors?user=${id}` };
}

async function kindsOf({ services }: Site, userId: string) {
  const { items } = await services.store.activity
    .listOf(userId, { limit: 50 });
  return items.map(({ kind, detail }) => ({ kind, detail }));
}

/** Whether a password alone opens the account. */
async function logsInByPassword(visitor: Visitor): Promise<boolean> {
  const response = await visitor.post("/auth/login", BERT);
  const location = response.headers.get("location") ?? "";
  return response.status === 303 && !location.includes("second-factor");
}

test("marks accounts with a second factor, and links to their factors", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { path } = await bertsFactors(site);
  const html = await textOf(admin.get(PAGE));
  const [, anna, bert] = html.split(/<li\b/).slice(-3);
  assert.ok(bert.includes(BERT.username), html);
  assert.match(bert, sentence(userFactors.badge));
  assert.ok(bert.includes(`href="${path}"`), bert);
  assert.doesNotMatch(anna ?? "", sentence(userFactors.badge));
});

test("lists an account's factors without their secrets", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { path } = await bertsFactors(site);
  const response = await admin.get(path);
  assert.equal(response.status, 200);
  const html = await response.text();
  assert.ok(html.includes(BERT.username));
  assert.ok(html.includes("Phone"));
  assert.match(html, sentence(userFactors.kinds.authenticator_app));
  assert.doesNotMatch(html, /secret|otpauth/i);
});

test("an admin removes all factors with a reason, and the owner is told", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { id, path } = await bertsFactors(site);
  const bert = site.visitor();
  assert.ok(!await logsInByPassword(bert), "the factor is due");
  const response = await admin.post(path, { reason: ` ${REASON} ` });
  assert.equal(response.status, 303);
  const location = response.headers.get("location") ?? "";
  assert.equal(location, `${PAGE}?q=${id}`);
  assert.match(await textOf(admin.get(location)), sentence(userFactors.done));

  const [newest] = await kindsOf(site, id);
  assert.deepEqual(newest, { kind: "factors_reset", detail: REASON });
  const { id: adminId } = await userOf(site, ANNA);
  const logged = site.logged
    .filter((line) => line.includes("factors_reset"));
  assert.equal(logged.length, 1);
  assert.ok(logged[0].includes(id) && logged[0].includes(adminId));
  const mail = await site.mailTo(BERT.username);
  assert.match(mail.text, /secure-account\?token=/);
  assert.ok(await logsInByPassword(site.visitor()));
  const again = await admin.post(path, { reason: REASON });
  assert.equal(again.headers.get("location"), location);
  assert.match(await textOf(admin.get(location)), sentence(userFactors.none));
  const { length } = (await kindsOf(site, id))
    .filter(({ kind }) => kind === "factors_reset");
  assert.equal(length, 1, "recorded once");
});

for (const reason of ["", "   ", "x".repeat(201), "a\u0007b"]) {
  test(`removes nothing with the reason ${JSON.stringify(reason.slice(0, 5))}, and keeps what was typed`, async () => {
    await using site = await openSite(WITH_APP);
    const admin = await adminOf(site);
    const { id, path } = await bertsFactors(site);
    const response = await admin.post(path, { reason });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, sentence(userFactors.reasonProblem));
    if (reason.startsWith("x")) assert.ok(html.includes(`value="${reason}"`));
    const kinds = (await kindsOf(site, id)).map(({ kind }) => kind);
    assert.ok(!kinds.includes("factors_reset"));
  });
}

test("asks for a proof of identity before factors are removed, and then removes them", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { id, path } = await bertsFactors(site);
  site.clock.advance(11 * 60_000);
  const asked = await admin.post(path, { reason: REASON });
  assert.equal(asked.status, 403);
  const html = await asked.text();
  assert.match(html, sentence(messages.stepUp.title));
  assert.ok(html.includes(REASON), "the reason is sent again");
  assert.notEqual((await kindsOf(site, id))[0]?.kind, "factors_reset");
  const done = await admin.post(path, {
    reason: REASON,
    step_up_password: ANNA.password,
  });
  assert.equal(done.status, 303);
  assert.equal((await kindsOf(site, id))[0].kind, "factors_reset");
});

test("an admin with a second factor must show it: the password is not enough", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { id, path } = await bertsFactors(site);
  const app = await setUpApp(site, (await userOf(site, ANNA)).id);
  site.clock.advance(11 * 60_000);
  const form = { reason: REASON, step_up_password: ANNA.password };
  assert.equal((await admin.post(path, form)).status, 403);
  assert.notEqual((await kindsOf(site, id))[0]?.kind, "factors_reset");
  const done = await admin.post(path, {
    reason: REASON,
    step_up_factor: "authenticator_app",
    step_up_proof: app.code(),
  });
  assert.equal(done.status, 303);
});

test("admins can't remove their own factors here, nor those of nobody", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  await bertsFactors(site);
  const { id } = await userOf(site, ANNA);
  const own = await admin.post(`${PAGE}/factors?user=${id}`, {
    reason: REASON,
  });
  assert.equal(own.status, 409);
  assert.match(await own.text(), sentence(messages.admin.failures.own));
  for (const user of ["", "x".repeat(22), "../..", "%00"]) {
    const path = `${PAGE}/factors?user=${user}`;
    for (
      const response of [
        await admin.get(path),
        await admin.post(path, { reason: REASON }),
      ]
    ) {
      assert.equal(response.status, 404, user);
      await response.body?.cancel();
    }
  }
});

test("only admins see the factors of others", async () => {
  await using site = await openSite(WITH_APP);
  const { path } = await bertsFactors(site);
  const anna = site.visitor();
  await anna.logIn(ANNA);
  assert.equal((await anna.get(path)).status, 403);
  assert.equal((await anna.post(path, { reason: REASON })).status, 403);
  const { status } = await site.visitor().get(path);
  assert.equal(status, 303);
});

test("says in the address of an account whose factors these are", async () => {
  await using site = await openSite(WITH_APP);
  const admin = await adminOf(site);
  const { path } = await bertsFactors(site);
  const html = await textOf(admin.get(path));
  const title = format(userFactors.title, { address: BERT.username });
  assert.ok(html.includes(`<title>${title}`), html.slice(0, 900));
});
