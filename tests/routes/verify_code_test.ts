import assert from "node:assert/strict";
import { CLARA, messages, sentence } from "../pages.ts";
import { codeIn, openSite, type Site } from "../site.ts";
import { openAndPress } from "./mailed_link.ts";
import { isConfirmed, signUpClara, withoutNonce } from "./sign_up.ts";

/** How often a code may be entered wrongly. */
const CODE_ATTEMPTS = 5;

const { address } = CLARA;

/** Signs Clara up, and gives her code and one that it is not. */
async function signUp(site: Site) {
  const { code, link } = await signUpClara(site);
  const wrong = code === "000000" ? "000001" : "000000";
  return { code, wrong, link };
}

const type = (site: Site, code: string, to = address) =>
  site.visitor().post("/auth/verify", { address: to, code });

Deno.test("after five wrong codes the right one is dead, and the link still works", async () => {
  await using site = await openSite();
  const { code, wrong, link } = await signUp(site);
  for (let time = 0; time < CODE_ATTEMPTS; time++) {
    assert.equal((await type(site, wrong)).status, 422);
  }
  assert.equal((await type(site, code)).status, 422);
  assert.equal(await isConfirmed(site), false);
  const { password } = CLARA;
  await openAndPress(site.visitor(), link, { password });
  assert.equal(await isConfirmed(site), true);
});

Deno.test("the right code at the fifth try still counts", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  for (let time = 1; time < CODE_ATTEMPTS; time++) await type(site, wrong);
  assert.equal((await type(site, code)).status, 303);
});

Deno.test("the right code is all it takes in the browser that signed up, typed at /auth/verify too", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const post = (path: string, fields: Record<string, string>) =>
    visitor.post(path, fields);
  await (await post("/auth/signup", CLARA)).body?.cancel();
  const code = codeIn(await site.mailTo(CLARA.address));
  await (await post("/auth/signup", { ...CLARA, address: "c@d.example" }))
    .body?.cancel();
  site.clock.advance(30 * 60_000);
  const answer = await post("/auth/verify", { address, code });
  assert.equal(answer.headers.get("location"), "/auth/verify");
  assert.equal(await isConfirmed(site), true);
  const html = await (await visitor.get("/auth/verify")).text();
  assert.match(html, sentence(messages.verify.confirmed.title));
});

Deno.test("in another browser the right code leads to the password, which may be a stranger's", async () => {
  await using site = await openSite();
  const { code } = await signUp(site);
  const other = site.visitor();
  const elsewhere = { ...CLARA, address: "other@example.com" };
  await (await other.post("/auth/signup", elsewhere)).body?.cancel();
  const answer = await other.post("/auth/verify", { address, code });
  assert.match(answer.headers.get("location")!, /^\/auth\/verify\?token=/);
  assert.equal(await isConfirmed(site), false);
  const html = await (await other.get(answer.headers.get("location")!)).text();
  assert.match(html, sentence(messages.verify.elsewhere.explained));
  assert.doesNotMatch(html, /another browser|long ago/);
});

Deno.test("codes tried at once are not more than five either", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  await Promise.all(
    Array.from({ length: CODE_ATTEMPTS }, () => type(site, wrong)),
  );
  assert.equal((await type(site, code)).status, 422);
});

Deno.test("two right codes at once confirm once", async () => {
  await using site = await openSite();
  const { code } = await signUp(site);
  const answers = await Promise.all([type(site, code), type(site, code)]);
  const statuses = answers.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [303, 422]);
});

Deno.test("a wrong code, an old one, none at all and an unknown address are told alike", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  const pages: string[] = [];
  const tries = [
    [wrong, address],
    [code, "nobody@example.com"],
    ["12345", address],
    ["letters", "nobody@example.com"],
  ];
  for (const [typed, to] of tries) {
    const response = await type(site, typed, to);
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, sentence(messages.problems.codeWrong));
    assert.ok(html.includes(`value="${to}"`));
    pages.push(withoutNonce(html).replaceAll(to, "ADDRESS"));
  }
  assert.equal(new Set(pages).size, 1);
});

Deno.test("a missing address or code is pointed out, and costs no try", async () => {
  await using site = await openSite();
  const { code } = await signUp(site);
  for (let time = 0; time < CODE_ATTEMPTS; time++) {
    const empty = await type(site, " ");
    assert.match(await empty.text(), sentence(messages.problems.codeRequired));
    const nowhere = await type(site, code, "");
    assert.match(
      await nowhere.text(),
      sentence(messages.problems.emailRequired),
    );
  }
  assert.equal((await type(site, code)).status, 303);
});

Deno.test("codes are limited by address, whether it has an account or not", async () => {
  for (const to of [address, "nobody@example.com"]) {
    await using site = await openSite();
    const { wrong } = await signUp(site);
    const statuses = await Promise.all(
      Array.from(
        { length: 12 },
        async () => (await type(site, wrong, to)).status,
      ),
    );
    assert.equal(statuses.filter((status) => status === 429).length, 2);
  }
});
