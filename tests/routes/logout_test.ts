import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";

Deno.test("a link logs nobody out: it leads to a page with one button", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/auth/logout");
  assert.equal(response.status, 200);
  const main = (await response.text()).match(/<main.*<\/main>/s)![0];
  assert.equal(main.match(/<button/g)?.length, 1);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 200);
});

Deno.test("the button ends the session in the store, deletes its cookie and leads home; the browser stays known", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const stolen = site.visitor();
  for (const [name, value] of visitor.cookies) stolen.cookies.set(name, value);

  const response = await visitor.post("/auth/logout", {});
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/");
  assert.deepEqual([...visitor.cookies.keys()], ["device"]);
  assert.equal((await stolen.get(GUARDED_PAGE)).status, 303);
});

Deno.test("logging out on one device leaves the others logged in", async () => {
  await using site = await openSite();
  const [laptop, phone] = [site.visitor(), site.visitor()];
  await laptop.logIn(ANNA);
  await phone.logIn(ANNA);
  await laptop.post("/auth/logout", {});
  assert.equal((await phone.get(GUARDED_PAGE)).status, 200);
});

Deno.test("who is not logged in is led home, by link and by button", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  for (
    const response of [
      await visitor.get("/auth/logout"),
      await visitor.post("/auth/logout", {}),
    ]
  ) {
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), "/");
  }
});

Deno.test("no other site can sign a person out", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.post("/auth/logout", {}, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 200);
});
