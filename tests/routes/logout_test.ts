import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";

Deno.test("shows a page with one button when the logout link is opened", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/auth/logout");
  assert.equal(response.status, 200);
  const main = (await response.text()).match(/<main.*<\/main>/s)![0];
  assert.equal(main.match(/<button/g)?.length, 1);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 200);
});

Deno.test("ends the session, deletes its cookie, redirects home and keeps the browser known", async () => {
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

Deno.test("keeps sessions on other devices", async () => {
  await using site = await openSite();
  const [laptop, phone] = [site.visitor(), site.visitor()];
  await laptop.logIn(ANNA);
  await phone.logIn(ANNA);
  await laptop.post("/auth/logout", {});
  assert.equal((await phone.get(GUARDED_PAGE)).status, 200);
});

Deno.test("redirects strangers home from both link and button", async () => {
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

Deno.test("rejects a cross-site logout", async () => {
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
