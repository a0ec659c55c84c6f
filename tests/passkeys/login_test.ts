/** Logging in with a passkey, as requests. */
import assert from "node:assert/strict";
import { passkeys } from "@latchkey/core/features";
import { testIn } from "../i18n/test_in.ts";
import { messages } from "../pages.ts";
import { userOf } from "../routes/admin.ts";
import { press } from "../routes/footer_buttons.ts";
import { annasPasskey, answer, newPasskey } from "../routes/passkey.ts";
import { ANNA, openSite, type Site, type Visitor } from "../site.ts";

const { failed } = messages.passkeys;

/** Sends an answer from a new browser. */
async function logIn(
  site: Site,
  passkey: string,
  fields: Record<string, string> = {},
  visitor: Visitor = site.visitor(),
) {
  const response = await visitor.post("/auth/passkey", { passkey, ...fields });
  return { response, visitor, html: await response.text() };
}

/** The signals in a page. */
function signalsIn(html: string): unknown[] {
  const [, json = "[]"] = /data-signals="([^"]*)"/.exec(html) ?? [];
  return JSON.parse(json.replaceAll("&quot;", '"'));
}

function setCookie({ headers }: Response, name: string): string | undefined {
  return headers.getSetCookie().find((line) => line.startsWith(name));
}

Deno.test("a passkey logs in and leads on, to paths of this site alone", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  for (
    const [next, to] of [["/private", "/private"], ["//evil.example", "/"]]
  ) {
    const passkey = await answer(site, authenticator);
    const { response, visitor } = await logIn(site, passkey, { next });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), to);
    const account = await visitor.get("/account");
    assert.equal(account.status, 200);
    await account.body?.cancel();
  }
});

Deno.test("a passkey stays logged in if the form says so", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  for (const [remember, lasts] of [["yes", true], ["", false]] as const) {
    const passkey = await answer(site, authenticator);
    const { response } = await logIn(site, passkey, { remember });
    const cookie = setCookie(response, "access_token") ?? "";
    assert.equal(/max-age/i.test(cookie), lasts, cookie);
  }
});

Deno.test("logging in with a passkey shows both factors, so that changes ask for no more", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const { visitor } = await logIn(site, await answer(site, authenticator));
  const page = await visitor.get("/account/passkeys/new");
  assert.match(await page.text(), /data-call="create"/);
});

Deno.test("the challenge is the same for everyone, and new each time", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  await logIn(site, await answer(site, authenticator));
  const asked = await Promise.all([1, 2].map(async () => {
    const response = await site.fetch("/auth/passkey/options");
    assert.equal(response.headers.get("cache-control"), "no-store");
    return await response.json();
  }));
  const [{ challenge, ...one }, { challenge: other, ...two }] = asked;
  assert.notEqual(challenge, other);
  assert.deepEqual(one, two);
  assert.deepEqual(one, {
    rpId: "localhost",
    userVerification: "required",
    allowCredentials: [],
  });
});

Deno.test("an answer logs in once, and within ten minutes", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const used = await answer(site, authenticator);
  await logIn(site, used);
  const late = await answer(site, authenticator);
  for (const passkey of [used, late]) {
    const { response, html } = await logIn(site, passkey);
    assert.equal(response.status, 401);
    assert.ok(html.includes(failed.wrong));
    assert.deepEqual(signalsIn(html), []);
    assert.equal(setCookie(response, "access_token"), undefined);
    site.clock.advance(10 * 60_000);
  }
});

Deno.test("without user verification nobody is logged in", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site, { userVerified: false });
  const passkey = await answer(site, authenticator);
  const { response } = await logIn(site, passkey);
  assert.equal(response.status, 401);
});

Deno.test("an unknown passkey is signalled to the browser, a removed one is not", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const { id } = await userOf(site, ANNA);
  const queries = site.services.use(passkeys);
  await queries.remove(id, authenticator.id);
  const removed = await logIn(site, await answer(site, authenticator));
  assert.equal(removed.response.status, 401);
  assert.ok(removed.html.includes(failed.removed));
  assert.deepEqual(signalsIn(removed.html), []);
  await site.services.database.db.deleteFrom("passkeys" as never).execute();
  const unknown = await logIn(site, await answer(site, authenticator));
  assert.ok(unknown.html.includes(failed.unknown));
  assert.deepEqual(signalsIn(unknown.html), [
    ["signalUnknownCredential", {
      rpId: "localhost",
      credentialId: authenticator.id,
    }],
  ]);
});

Deno.test("a disabled account says so to its owner", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { disabled: true });
  const passkey = await answer(site, authenticator);
  const { response, html } = await logIn(site, passkey);
  assert.equal(response.status, 403);
  assert.ok(html.includes(failed.closed));
  assert.doesNotMatch(html, /data-call/);
});

Deno.test("a client's attempts are limited", async () => {
  await using site = await openSite();
  let status = 401;
  for (let n = 0; n < 101; n++) {
    ({ response: { status } } = await logIn(site, "{}"));
  }
  assert.equal(status, 429);
});

Deno.test("hostile answers get 401 and show nothing of themselves", async () => {
  await using site = await openSite();
  const id = "A".repeat(22);
  const response = {
    clientDataJSON: "e30",
    authenticatorData: "AA",
    signature: "AA",
  };
  const answers = [
    "",
    "null",
    "<script>",
    JSON.stringify({ id, rawId: id, type: "public-key", response }),
    JSON.stringify({ id: "<script>", rawId: id, type: "public-key", response }),
  ];
  for (const passkey of answers) {
    const { response: { status }, html } = await logIn(site, passkey);
    assert.equal(status, 401, passkey);
    assert.ok(passkey === "" || !html.includes(`${passkey}"`));
    assert.doesNotMatch(html, /clientDataJSON/);
  }
});

Deno.test("a browser without cookies is told so", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const passkey = await answer(site, authenticator);
  const { response, html } = await logIn(site, passkey, { form_owner: "" });
  assert.equal(response.status, 400);
  assert.ok(html.includes("cookie"));
});

Deno.test("another site can't send the form", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const passkey = await answer(site, authenticator);
  const response = await site.visitor().post("/auth/passkey", { passkey }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});

testIn(["de"], "the failure survives a change of language", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const { html } = await logIn(site, "{}", { next: "/private" }, visitor);
  assert.doesNotMatch(html, /name="shown_again" value="[^"]*passkey/);
  const german = await press(visitor, html, { language: "de" });
  assert.match(german, /Ihr Passkey konnte nicht geprüft werden/);
  assert.match(german, /name="next" value="\/private"/);
});

Deno.test("a person's passkey on another's page is no second factor", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const visitor = site.visitor();
  await visitor.logIn({
    username: "bert@example.com",
    password: "battery staple",
  });
  const { passkey } = await newPasskey(visitor);
  assert.ok(passkey);
  site.clock.advance(11 * 60_000);
  const response = await visitor.post("/account/passkeys/new", {
    passkey,
    step_up_factor: "passkeys",
    step_up_proof: await answer(site, authenticator),
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});
