/**
 * Staging sites behind Basic authentication, whose header browsers send with
 * every request.
 */
import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";

for (
  const authorization of [
    "Basic c3RhZ2luZzpzZWNyZXQ=",
    "basic c3RhZ2luZzpzZWNyZXQ=",
    'Digest username="staging"',
    "Negotiate YII=",
    "BearerToken abc",
    "",
  ]
) {
  Deno.test(`logs in by cookie beside "${authorization}"`, async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    const page = await visitor.get("/private", { authorization });
    assert.equal(page.status, 200);
    await page.body?.cancel();

    const stranger = await site.visitor().get("/private", { authorization });
    assert.equal(stranger.status, 303);
    const missing = await visitor.get("/nowhere", { authorization });
    assert.match(missing.headers.get("content-type") ?? "", /^text\/html/);
    await missing.body?.cancel();
  });
}

for (const authorization of ["Bearer", "bearer ", "Bearer a b", "Bearer a,b"]) {
  Deno.test(`rejects "${authorization}" as a bad token and ignores the cookie`, async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    const response = await visitor.get("/private", { authorization });
    assert.equal(response.status, 401);
    await response.body?.cancel();
  });
}
