/** Text typed before a session ended isn't lost (WCAG 2.2, 2.2.1 and 2.2.5). */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";
import { idleAnna, sendLate } from "./form_replay.ts";
import { hiddenInputs, statusOf, textOf, userAt } from "./own_account.ts";

const NAME = 'Anna "<b Achmatowa';

/** The page an answer redirects to. */
async function followed(visitor: Visitor, answer: Response): Promise<Response> {
  assert.equal(answer.status, 303);
  await answer.body?.cancel();
  return await visitor.get(answer.headers.get("location")!);
}

Deno.test("restores a name typed before the session ended and sends it by a button after login", async () => {
  await using site = await openSite();
  const anna = await idleAnna(site);
  const { again, answer } = await sendLate(anna, { name: NAME });
  assert.equal(answer.status, 401);
  const html = await textOf(answer);
  assert.match(html, sentence(messages.loginAgain.ended));
  assert.doesNotMatch(html, /<b Ach/);
  const kept = unescaped(hiddenInputs(html));

  const wrong = await anna.post(again, { ...kept, ...ANNA, password: "wrong" });
  assert.equal(wrong.status, 401);
  const stillKept = unescaped(hiddenInputs(await textOf(wrong)));
  assert.deepEqual(stillKept, kept);

  const loggedIn = await anna.post(again, { ...kept, ...ANNA });
  const offered = await textOf(await followed(anna, loggedIn));
  assert.match(offered, /action="\/account\/name"/);
  assert.match(offered, /<bdi>Anna &quot;&lt;b Achmatowa<\/bdi>/);
  assert.equal((await userAt(site, ANNA.username)).name, "");
  const sent = await anna.post(
    "/account/name",
    unescaped(hiddenInputs(offered)),
  );
  assert.equal(sent.status, 303);
  assert.equal((await userAt(site, ANNA.username)).name, NAME);
});

Deno.test("drops typed passwords and redirects within the site only", async () => {
  await using site = await openSite();
  const anna = await idleAnna(site);
  const secret = { present: ANNA.password, password: "tractor moonlight" };
  const turned = await anna.post("/account/password", secret);
  const html = await textOf(
    await anna.post(turned.headers.get("location")!, secret),
  );
  assert.doesNotMatch(html, /tractor|correct horse/);
  const { id: whose } = await userAt(site, ANNA.username);
  const elsewhere = await anna.post(
    `/auth/again?to=https://evil.example/&whose=${whose}`,
    { ...ANNA, form_replay: '{"a":"b"}' },
  );
  const offered = await textOf(await followed(anna, elsewhere));
  assert.match(offered, /<form class="card"[^>]*action="\/"/);
});

Deno.test("hides the saved form from another account in the same browser", async () => {
  await using site = await openSite();
  const anna = await idleAnna(site);
  const { again, answer } = await sendLate(anna, { name: NAME });
  const kept = unescaped(hiddenInputs(await textOf(answer)));
  const bert = await anna.post(again, { ...kept, ...BERT });
  assert.equal(bert.status, 303);
  assert.equal(bert.headers.get("location"), "/");
});

Deno.test("shows a saved form once, to its owner only", async () => {
  await using site = await openSite();
  const anna = await idleAnna(site);
  const { again, answer } = await sendLate(anna, { name: NAME });
  const kept = unescaped(hiddenInputs(await textOf(answer)));
  await anna.post(again, { ...kept, ...ANNA });
  const waiting = new Map(anna.cookies);
  await followed(anna, await anna.post("/auth/logout", {}));
  await anna.logIn(BERT);
  assert.equal(await statusOf(anna.get("/auth/again")), 303);

  for (const [name, value] of waiting) anna.cookies.set(name, value);
  assert.equal(await statusOf(anna.get("/auth/again")), 303, "logged out");
  await anna.logIn(ANNA);
  assert.match(await textOf(anna.get("/auth/again")), /Achmatowa/);
  assert.equal(await statusOf(anna.get("/auth/again")), 303);
});

Deno.test("offers a form too long for a redirect at once when the user is logged in", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  const text = "x".repeat(5000);
  const path = `/auth/again?to=/account/name&whose=${id}`;
  const visitor = site.visitor();
  const form_replay = JSON.stringify({ text });
  const answer = await visitor.post(path, { ...ANNA, form_replay });
  assert.equal(answer.status, 200);
  const html = await answer.text();
  assert.match(html, /<form class="card"[^>]*action="\/account\/name"/);
  assert.ok(html.includes(`name="text" value="${text}"`));
  assert.match(html, sentence(messages.site.logout));
  assert.equal((await visitor.get("/account")).status, 200);
});

Deno.test("survives a forged form-replay cookie and stays on the site", async () => {
  await using site = await openSite();
  const { id: whose } = await userAt(site, ANNA.username);
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const planted = (value: unknown) =>
    anna.cookies.set("waiting_form", encodeURIComponent(JSON.stringify(value)));
  for (const value of [null, [], {}, { whose }, { whose, to: 1, fields: [] }]) {
    planted(value);
    assert.equal(await statusOf(anna.get("/auth/again")), 303);
  }
  planted({ whose, to: "https://evil.example/", fields: { a: "<i>" } });
  const html = await textOf(anna.get("/auth/again"));
  assert.match(html, /<form class="card"[^>]*action="\/"/);
  assert.doesNotMatch(html, /<i>|evil/);
});

Deno.test("rejects a cross-site form replay", async () => {
  await using site = await openSite();
  const anna = await idleAnna(site);
  for (const path of ["/account/name", "/auth/again?to=/account/name"]) {
    const answer = anna.post(path, { name: "Evil" }, {
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    });
    assert.equal(await statusOf(answer), 403, path);
  }
});

Deno.test("redirects to login when the replay page is opened without a form", async () => {
  await using site = await openSite();
  const opened = await site.visitor().get("/auth/again?to=/account/name");
  assert.equal(opened.headers.get("location"), "/auth/login");
});

Deno.test("survives malformed replay data", async () => {
  await using site = await openSite();
  for (const form_replay of ["", "{", "[]", '{"a":1}', '{"__proto__":"x"}']) {
    const { id } = await userAt(site, ANNA.username);
    const path = `/auth/again?whose=${id}`;
    const answer = await site.visitor().post(path, { ...ANNA, form_replay });
    assert.equal(answer.status, 303, form_replay);
    await answer.body?.cancel();
  }
});

/** Parses the form values in a page as a browser does. */
function unescaped(fields: Record<string, string>): Record<string, string> {
  const ENTITIES = { quot: '"', lt: "<", gt: ">", amp: "&" };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value.replaceAll(
        /&(quot|lt|gt|amp);/g,
        (_, entity: keyof typeof ENTITIES) => ENTITIES[entity],
      ),
    ]),
  );
}
