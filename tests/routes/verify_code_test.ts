import assert from "node:assert/strict";
import { CLARA, messages, sentence } from "../pages.ts";
import { codeIn, openSite, type Site } from "../site.ts";
import { openAndPress } from "./mailed_link.ts";
import { isConfirmed, signUpClara, withoutNonce } from "./sign_up.ts";

/** The number of wrong codes allowed. */
const CODE_ATTEMPTS = 5;

const { address } = CLARA;

/** Signs Clara up and returns her code and a wrong one. */
async function signUp(site: Site) {
  const { code, link } = await signUpClara(site);
  const wrong = code === "000000" ? "000001" : "000000";
  return { code, wrong, link };
}

const type = (site: Site, code: string, to = address) =>
  site.visitor().post("/auth/verify", { address: to, code });

Deno.test("rejects the right code after five wrong ones, while the link still works", async () => {
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

Deno.test("accepts the right code at the fifth attempt", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  for (let time = 1; time < CODE_ATTEMPTS; time++) await type(site, wrong);
  assert.equal((await type(site, code)).status, 303);
});

Deno.test("confirms with the code alone in the browser that signed up, at /auth/verify too", async () => {
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

Deno.test("asks for the password after the right code in another browser", async () => {
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

Deno.test("allows five attempts even when they arrive at the same time", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  await Promise.all(
    Array.from({ length: CODE_ATTEMPTS }, () => type(site, wrong)),
  );
  assert.equal((await type(site, code)).status, 422);
});

Deno.test("confirms once when two right codes arrive at the same time", async () => {
  await using site = await openSite();
  const { code } = await signUp(site);
  const answers = await Promise.all([type(site, code), type(site, code)]);
  const statuses = answers.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [303, 422]);
});

Deno.test("gives the same answer for a wrong, expired or missing code and an unknown address", async () => {
  await using site = await openSite();
  const { code, wrong } = await signUp(site);
  const pages: string[] = [];
  const attempts = [
    [wrong, address],
    [code, "nobody@example.com"],
    ["12345", address],
    ["letters", "nobody@example.com"],
  ];
  for (const [typed, to] of attempts) {
    const response = await type(site, typed, to);
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, sentence(messages.problems.codeWrong));
    assert.ok(html.includes(`value="${to}"`));
    pages.push(withoutNonce(html).replaceAll(to, "ADDRESS"));
  }
  assert.equal(new Set(pages).size, 1);
});

Deno.test("points out a missing address or code without counting an attempt", async () => {
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

Deno.test("limits codes per address, whether it has an account or not", async () => {
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
