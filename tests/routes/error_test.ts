import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";

Deno.test("answers 404 as a page and as JSON", async () => {
  await using site = await openSite();
  const page = await site.visitor().get("/nowhere");
  assert.equal(page.status, 404);
  assert.match(await page.text(), sentence(messages.errors.statuses[404].next));
  const json = await site.fetch("/nowhere", {
    headers: { accept: "application/json" },
  });
  assert.equal(json.status, 404);
  assert.match(json.headers.get("content-type")!, /application\/problem\+json/);
  assert.equal((await json.json()).status, 404);
});

Deno.test("answers 500 with a friendly message and no details of the fault", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.services.store.sessions.find = () => {
    throw new Error("secret detail of the database");
  };
  site.clock.advance(60_000);
  const response = await visitor.get(GUARDED_PAGE);
  const html = await response.text();
  assert.equal(response.status, 500);
  assert.match(html, sentence(messages.errors.statuses[500].next));
  assert.doesNotMatch(html, /secret detail|\.ts:/);
});

Deno.test("sends the security headers on error pages", async () => {
  await using site = await openSite();
  for (const path of ["/nowhere", "/%zz", "/%00", `${GUARDED_PAGE}/%c0%ae`]) {
    const response = await site.visitor().get(path);
    await response.body?.cancel();
    assert.ok(response.status >= 303 && response.status < 500, path);
    const policy = response.headers.get("content-security-policy")!;
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline/, path);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  }
});

Deno.test("sends a thrown HttpError's message to programs, but not an internal error's", async () => {
  const thrown: Record<string, Error> = {
    "/api/booked": new HttpError(409, "This visit is already booked."),
    "/api/plain": new HttpError(409),
    "/api/fault": new HttpError(500, "secret detail of the database"),
  };
  await using site = await openSite({}, (app) => {
    for (const [path, error] of Object.entries(thrown)) {
      app.get(path, () => {
        throw error;
      });
    }
  });
  const token = await site.fetch("/token", {
    method: "POST",
    body: new URLSearchParams(ANNA),
  });
  const { access_token } = await token.json();
  const detail = async (path: string, status: number) => {
    const response = await site.fetch(path, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    assert.equal(response.status, status);
    return (await response.json()).detail;
  };
  const { statuses } = messages.errors;
  assert.equal(
    await detail("/api/booked", 409),
    "This visit is already booked.",
  );
  assert.equal(await detail("/api/plain", 409), statuses[400].next);
  assert.equal(await detail("/api/fault", 500), statuses[500].next);
});
