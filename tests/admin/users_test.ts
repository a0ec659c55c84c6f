import assert from "node:assert/strict";
import { addUser } from "@latchkey/core/testing";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site } from "../site.ts";
import { adminOf, PAGE, userOf } from "../routes/admin.ts";

const JSON_CLIENT = { accept: "application/json" };

async function addMany(site: Site, count: number) {
  for (let n = 0; n < count; n++) {
    const address = `u${String(n).padStart(3, "0")}@example.com`;
    await addUser(site.services, {
      address,
      passwordHash: "",
      verified: false,
    });
  }
}

function addressesOn(html: string): string[] {
  return [...html.matchAll(/<h2><bdi>([^<]+)/g)].map(([, address]) => address);
}

function linkOn(html: string, messages: string): string | undefined {
  return new RegExp(`<a href="([^"]+)"[^>]*>${messages}`).exec(html)?.[1]
    .replaceAll("&amp;", "&");
}

Deno.test("redirects strangers to log in and back", async () => {
  await using site = await openSite();
  const response = await site.visitor().get(`${PAGE}?q=an`);
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    `/auth/login?next=${encodeURIComponent(`${PAGE}?q=an`)}`,
  );
  const json = await site.visitor().get(PAGE, JSON_CLIENT);
  assert.equal(json.status, 401);
  assert.match(json.headers.get("www-authenticate") ?? "", /^Bearer/);
  const post = await site.visitor().post(PAGE, { action: "disable" });
  assert.equal(post.status, 303);
  assert.equal(post.headers.get("location"), "/auth/login?next=%2F");
});

Deno.test("answers 403 to users who aren't admins and shows no account, for GET and POST", async () => {
  await using site = await openSite();
  await adminOf(site);
  const { id } = await userOf(site, ANNA);
  const visitor = site.visitor();
  await visitor.logIn(BERT);
  for (
    const response of [
      await visitor.get(PAGE),
      await visitor.get(`${PAGE}?q=anna`),
      await visitor.post(PAGE, { user: id, action: "disable" }),
      await visitor.get(PAGE, JSON_CLIENT),
    ]
  ) {
    assert.equal(response.status, 403);
    assert.doesNotMatch(await response.text(), /anna@/i);
  }
  const json = await visitor.get(PAGE, JSON_CLIENT);
  assert.match(json.headers.get("content-type") ?? "", /problem\+json/);
  assert.equal((await userOf(site, ANNA)).disabled, false);
});

Deno.test("a removed role has no effect from the next request on", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  assert.equal((await admin.get(PAGE)).status, 200);
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { roles: [] });
  assert.equal((await admin.get(PAGE)).status, 403);
});

Deno.test("lists accounts fifty to a page, each once, by address", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  await addMany(site, 120);
  const seen: string[] = [];
  let path: string | undefined = PAGE;
  const sizes: number[] = [];
  while (path) {
    const html: string = await (await admin.get(path)).text();
    const addresses = addressesOn(html);
    sizes.push(addresses.length);
    seen.push(...addresses);
    assert.equal(
      linkOn(html, messages.admin.firstPage) !== undefined,
      path !== PAGE,
    );
    path = linkOn(html, messages.admin.nextPage);
  }
  assert.deepEqual(sizes, [50, 50, 22]);
  assert.equal(new Set(seen).size, 122);
  const folded = seen.map((address) => address.toLowerCase());
  assert.deepEqual(folded, folded.toSorted());
});

Deno.test("finds a domain with or without @, in any case, over several pages", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  await addMany(site, 60);
  for (const name of ["zoe", "a.example.org", "yan"]) {
    await site.addUser(`${name}@Example.ORG`, "long enough to be taken");
  }
  await site.addUser("zoe@sub.example.org", "long enough to be taken");
  for (const q of ["@example.org", "example.org", " @EXAMPLE.org"]) {
    const html =
      await (await admin.get(`${PAGE}?${new URLSearchParams({ q })}`))
        .text();
    assert.deepEqual(addressesOn(html), [
      "a.example.org@Example.ORG",
      "yan@Example.ORG",
      "zoe@Example.ORG",
    ], q);
  }
  const first = await (await admin.get(`${PAGE}?q=@example.com`)).text();
  assert.equal(addressesOn(first).length, 50);
  const next = linkOn(first, messages.admin.nextPage) ?? "";
  const second = await (await admin.get(next)).text();
  assert.equal(addressesOn(second).length, 12);
  // Matches at the start of an address come first.
  const start = await (await admin.get(`${PAGE}?q=a.example.org`)).text();
  assert.deepEqual(addressesOn(start), ["a.example.org@Example.ORG"]);
});

Deno.test("a search by domain reads only as many accounts as it shows", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  await addMany(site, 60);
  await site.addUser("zoe@example.org", "long enough to be taken");
  const { users } = site.services.store;
  const { search, ofDomain } = users;
  let read = 0;
  const counted =
    (list: typeof ofDomain): typeof ofDomain => async (...args) => {
      const page = await list(...args);
      read += page.items.length;
      return page;
    };
  Object.assign(users, {
    search: counted(search),
    ofDomain: counted(ofDomain),
  });
  const html = await (await admin.get(`${PAGE}?q=@example.org`)).text();
  assert.deepEqual(addressesOn(html), ["zoe@example.org"]);
  assert.equal(read, 1);
});

Deno.test("finds the start of an address in any case over several pages, and a complete id", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  await addMany(site, 70);
  const first = await (await admin.get(`${PAGE}?q=+U0`)).text();
  assert.equal(addressesOn(first).length, 50);
  const next = linkOn(first, messages.admin.nextPage) ?? "";
  assert.ok(next.includes("q=+U0"), next);
  const second = await (await admin.get(next)).text();
  assert.equal(addressesOn(second).length, 20);
  const bert = await userOf(site, BERT);
  const byId = await (await admin.get(`${PAGE}?q=${bert.id}`)).text();
  assert.deepEqual(addressesOn(byId), [BERT.username]);
});

for (
  const q of [
    "%",
    "\0",
    "'\"><script>alert(1)</script>",
    "\u{10FFFF}",
    "x".repeat(5000),
    "%F0%28",
    "../..",
    "__proto__",
  ]
) {
  Deno.test(`a search for ${JSON.stringify(q.slice(0, 30))} finds nothing and doesn't fail`, async () => {
    await using site = await openSite();
    const admin = await adminOf(site);
    for (const text of [encodeURIComponent(q), q.startsWith("%") ? q : ""]) {
      if (text === "") continue;
      const response = await admin.get(`${PAGE}?q=${text}`);
      assert.equal(response.status, 200);
      const html = await response.text();
      assert.match(html, sentence(messages.admin.none));
      assert.doesNotMatch(html, /<script>alert/);
    }
  });
}

for (const after of ["", "%00", "zzz", "%FF", "x".repeat(3000), "..%2F"]) {
  Deno.test(`an invalid cursor (${after.slice(0, 9)}) doesn't fail`, async () => {
    await using site = await openSite();
    const admin = await adminOf(site);
    const response = await admin.get(`${PAGE}?after=${after}`);
    assert.equal(response.status, 200);
    await response.body?.cancel();
  });
}

Deno.test("marks unconfirmed, deleted, admin and own accounts and never shows a hash", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id } = await userOf(site, BERT);
  await site.services.store.users.update(id, {
    verifiedAt: null,
    deleteAfter: site.services.now() + 1000,
    name: "<i>Bert</i> & Co",
  });
  const html = await (await admin.get(PAGE)).text();
  const badges = [...html.matchAll(/class="badge"[^>]*>([^<]+)/g)]
    .map(([, badge]) => badge);
  const { own, states, unconfirmed } = messages.admin;
  assert.deepEqual(badges, [
    messages.roles.admin,
    own,
    states["to be deleted"],
    unconfirmed,
  ]);
  assert.ok(html.includes("&lt;i>Bert&lt;/i> &amp; Co"), html);
  assert.doesNotMatch(html, /\$2b|passwordHash/);
});

Deno.test("finds a non-ASCII address by its readable form or A-labels and shows it in full", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const address = "zoë@bücher.example";
  await addUser(site.services, { address, passwordHash: "", verified: false });
  for (
    const q of ["ZOE\u0308", "zoë@bü", "\u200Ezoë@xn--bcher-kva.ex", address]
  ) {
    const query = new URLSearchParams({ q });
    const html = await (await admin.get(`${PAGE}?${query}`)).text();
    assert.deepEqual(addressesOn(html), [address], q);
  }
});
