/** The pages for logins with a provider that didn't work. */
import assert from "node:assert/strict";
import { testIn } from "../i18n/test_in.ts";
import { textOf, userAt } from "../routes/own_account.ts";
import { begin, comeBack, openFakeSite } from "../routes/login_provider.ts";
import { ANNA } from "../site.ts";

/** Checks that a page says this, and has a way on. */
async function assertPage(
  response: Response,
  status: number,
  text: RegExp,
  wayOn: RegExp = /href="\/auth\/login\?next=%2Fprivate"/,
) {
  assert.equal(response.status, status);
  const html = await textOf(response);
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  assert.match(main, text);
  assert.match(main, wayOn);
  return main;
}

const NEXT = { next: "/private" };

for (
  const [problem, status, text] of [
    ["cancelled", 403, /You cancelled the login at Fake/],
    ["invalid", 400, /We couldn(?:'|&#39;)t verify the answer from Fake/],
    ["down", 502, /Fake isn(?:'|&#39;)t responding/],
  ] as const
) {
  Deno.test(`offers another attempt when the answer is ${problem}`, async () => {
    await using site = await openFakeSite();
    const visitor = site.visitor();
    const callback = await begin(site, visitor, NEXT);
    site.provider.answer(problem);
    const main = await assertPage(await visitor.get(callback), status, text);
    assert.match(main, /action="\/auth\/provider\/fake"/);
    assert.match(main, /name="next" value="\/private"/);
    assert.ok(!visitor.cookies.has("access_token"));
  });
}

Deno.test("says so when the provider is down at the start", async () => {
  await using site = await openFakeSite();
  site.provider.answer("down");
  const sent = await site.visitor().post("/auth/provider/fake", NEXT);
  await assertPage(sent, 502, /Fake isn(?:'|&#39;)t responding/);
});

Deno.test("the page of a failure may lead to the provider again", async () => {
  await using site = await openFakeSite();
  site.provider.answer("cancelled");
  const response = await comeBack(site, site.visitor());
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /form-action 'self' https:\/\/fake\.example/);
  await response.body?.cancel();
});

Deno.test("an answer expires after ten minutes", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  const callback = await begin(site, visitor, NEXT);
  site.clock.advance(10 * 60_000);
  await assertPage(await visitor.get(callback), 410, /longer than 10 minutes/);
});

Deno.test("an answer works in the browser that asked only, and once", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  const callback = await begin(site, visitor, NEXT);
  const other = await site.visitor().get(callback);
  await assertPage(other, 410, /another browser/, /href="\/auth\/login/);
  assert.equal((await visitor.get(callback)).status, 303);
  visitor.cookies.delete("access_token");
  await assertPage(await visitor.get(callback), 410, /already been used/);
});

Deno.test("an unsolicited answer says nothing about accounts", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  await begin(site, visitor);
  const forged = "/auth/provider/fake/callback?code=a&state=forged";
  await assertPage(
    await visitor.get(forged),
    400,
    /couldn(?:'|&#39;)t verify/,
    /href="\/auth\/login"/,
  );
});

Deno.test("an account that is disabled stays closed", async () => {
  await using site = await openFakeSite();
  await (await comeBack(site, site.visitor())).body?.cancel();
  const { id } = await userAt(site, "ada@example.com");
  await site.services.store.users.update(id, { disabled: true });
  const visitor = site.visitor();
  const response = await comeBack(site, visitor, NEXT);
  const main = await assertPage(response, 403, /may have been disabled/);
  assert.doesNotMatch(main, /action="\/auth\/provider/);
  assert.ok(!visitor.cookies.has("access_token"));
});

testIn(["ar", "de"], "says in German and Arabic what happened", async () => {
  await using site = await openFakeSite();
  site.provider.answer("cancelled");
  for (
    const [language, text] of [
      ["de", "Sie sind nicht angemeldet"],
      ["ar", "لم يتم تسجيل دخولك"],
    ]
  ) {
    const visitor = site.visitor();
    const callback = await begin(site, visitor);
    const html = await textOf(
      visitor.get(callback, { "accept-language": language }),
    );
    assert.ok(html.includes(`<h1>${text}</h1>`), text);
  }
});

Deno.test("other ways to log in work while the provider is down", async () => {
  await using site = await openFakeSite();
  site.provider.answer("down");
  await site.visitor().logIn(ANNA);
});
