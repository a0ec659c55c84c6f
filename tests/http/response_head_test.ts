/**
 * Every response head fits into 4 KB, since a proxy may have no more room
 * (nginx: `proxy_buffer_size`) and answer 502 instead.
 */
import assert from "node:assert/strict";
import { defineFeature } from "@latchkey/core";
import { SITE } from "../tested_site.ts";
import { ANNA, openSite } from "../site.ts";
import { HAS_ADMIN } from "../site_features.ts";

const MAX_BYTES = 4096;
const MINUTE = 60_000;

/** The response head on the wire, with what the server itself adds. */
function headOf({ status, headers }: Response): number {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  const added = [
    `HTTP/1.1 ${status} Temporary Redirect`,
    "date: Sun, 29 Nov 2026 03:00:00 GMT",
    "content-length: 100000",
    "vary: Accept-Encoding",
    "content-encoding: gzip",
    "connection: keep-alive",
  ];
  return new TextEncoder().encode([...added, ...lines, "", ""].join("\r\n"))
    .length;
}

async function fits(answer: Response, what: string): Promise<Response> {
  const bytes = headOf(answer);
  assert.ok(bytes < MAX_BYTES, `${what}: ${bytes} bytes`);
  return await answer;
}

/** Adds as much to the access token as features may. */
const claiming = defineFeature({
  name: "claiming",
  claims: { c: () => "c".repeat(500 - '{"c":""}'.length) },
});

/**
 * A site behind HTTPS, where headers are longest, and a browser shared by five
 * users.
 */
async function openShared() {
  const publicUrl = new URL("https://a.rather.long.name.latchkey.example");
  const site = await openSite({
    site: { ...SITE, features: [...SITE.features, claiming] },
    settings: { https: true, publicUrl },
  });
  const origin = { origin: publicUrl.origin };
  const shared = site.visitor();
  for (let person = 0; person < 5; person++) {
    const username = `person${person}@example.com`;
    await site.addUser(username, ANNA.password);
    const fields = { username, password: ANNA.password };
    const answer = await shared.post("/auth/login", fields, origin);
    assert.equal(answer.status, 303);
    await shared.post("/auth/logout", {}, origin);
  }
  const visitor = site.visitor();
  visitor.cookies.set("__Host-device", shared.cookies.get("__Host-device")!);
  return { site, visitor, origin };
}

/**
 * Submits a form after the session's end, logs in, and opens the page that
 * offers it again.
 */
async function sendLate(
  { site, visitor, origin }: Awaited<ReturnType<typeof openShared>>,
  text: string,
): Promise<string> {
  await (await visitor.post(
    "/auth/login",
    { ...ANNA, remember: "yes" },
    origin,
  ))
    .body?.cancel();
  site.clock.advance(31 * 24 * 60 * MINUTE);
  const fields = { name: text };
  const turned = await visitor.post("/account/name", fields, origin);
  assert.equal(turned.status, 307);
  const again = (await fits(turned, "turned away")).headers.get("location")!;
  const asked = await visitor.post(again, fields, origin);
  const html = await (await fits(asked, "asked to log in")).text();
  const form_replay = unescaped(
    /name="form_replay" value="(.*?)"/.exec(html)![1],
  );
  const sent = { ...ANNA, remember: "yes", form_replay };
  const answer = await fits(await visitor.post(again, sent, origin), "login");
  if (answer.status === 200) return await answer.text();
  assert.equal(answer.status, 303);
  const { headers } = answer;
  const page = await visitor.get(headers.get("location")!);
  return await (await fits(page, "offered")).text();
}

for (const length of [10, 600, 2_800, 3_600, 20_000]) {
  Deno.test(`keeps a form with ${length} bytes of text across a login within the limit`, async () => {
    const shared = await openShared();
    await using _ = shared.site;
    const text = `"ü ${"<x>".repeat(length / 3)}`;
    const html = await sendLate(shared, text);
    assert.match(html, /<form class="card"[^>]*action="\/account\/name"/);
    const offered = /name="name" value="(.*?)"/.exec(html)?.[1];
    assert.equal(unescaped(offered ?? ""), text);
  });
}

Deno.test("a page whose path leads back to itself stays within the limit", async () => {
  const { site, visitor, origin } = await openShared();
  await using _ = site;
  const { users } = site.services.store;
  const anna = await users.byAddressKey("anna@example.com");
  const bert = await users.byAddressKey("bert@example.com");
  await users.update(anna!.id, { roles: ["admin"] });
  await (await visitor.post("/auth/login", ANNA, origin)).body?.cancel();
  const action = { user: bert!.id, action: "end-sessions" };
  for (const length of [1_000, 4_000]) {
    const query = `q=${"x".repeat(length)}`;
    if (HAS_ADMIN) {
      const list = `/admin/users?${query}`;
      const done = await visitor.post(list, action, origin);
      assert.equal((await fits(done, "users")).status, 303);
    }
    site.clock.advance(11 * MINUTE);
    const password = { step_up_return: "", step_up_password: ANNA.password };
    const page = `/account/export?${query}`;
    const back = await visitor.post(page, password, origin);
    assert.equal((await fits(back, "step-up")).status, 303);
  }
});

Deno.test("no requested path makes the response head too long", async () => {
  const { site, visitor, origin } = await openShared();
  await using _ = site;
  const paths = [1_000, 1_400, 1_480, 1_900, 4_000, 8_000].flatMap((length) => [
    `/private?x=${"x".repeat(length)}`,
    `/private?${"&".repeat(length)}`,
    `/private?x=${"%D8".repeat(length / 3)}`,
  ]);
  for (const path of paths) {
    const stranger = site.visitor();
    await fits(await stranger.get(path), "guard");
    const next = encodeURIComponent(path);
    await fits(await stranger.get(`/auth/login?next=${next}`), "login page");
    const login = { ...ANNA, remember: "yes", next: path };
    await fits(await visitor.post("/auth/login", login, origin), "login");
    await fits(await visitor.get(`/auth/login?next=${next}`), "logged in");
    const switched = { back: path, theme: "dark", language: "de" };
    await fits(
      await visitor.post("/preferences", switched, origin),
      "preferences",
    );
  }
});

function unescaped(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
