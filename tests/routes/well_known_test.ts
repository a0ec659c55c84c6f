import assert from "node:assert/strict";
import { openSite } from "../site.ts";

Deno.test("redirects password managers to the page that changes the password", async () => {
  await using site = await openSite();
  const { status, headers } = await site.fetch("/.well-known/change-password");
  assert.equal(status, 303);
  assert.equal(headers.get("location"), "/account/password");
});

Deno.test("answers 404 for unknown well-known paths", async () => {
  await using site = await openSite();
  for (
    const name of [
      "resource-that-should-not-exist-whose-status-code-should-not-be-200",
      "security.txt",
    ]
  ) {
    const response = await site.fetch(`/.well-known/${name}`);
    assert.equal(response.status, 404, name);
    await response.body?.cancel();
  }
});

Deno.test("answers 404 for paths the settings leave out", async () => {
  await using site = await openSite();
  const shape = async (path: string) => {
    const { status, headers, body } = await site.fetch(path);
    await body?.cancel();
    const names = [...headers.keys()].sort();
    return { status, names, type: headers.get("content-type") };
  };
  const unknown = await shape("/.well-known/nothing");
  assert.equal(unknown.status, 404);
  assert.ok(unknown.names.includes("content-security-policy"));
  for (const path of ["/.well-known/security.txt", "/metrics"]) {
    assert.deepEqual(await shape(path), unknown, path);
  }
});

Deno.test("security.txt names a contact for vulnerabilities and an expiry date", async () => {
  await using site = await openSite({
    settings: {
      securityContact: "mailto:security@example.com",
      publicUrl: new URL("https://example.com"),
    },
  });
  const response = await site.fetch("/.well-known/security.txt");
  assert.equal(response.status, 200);
  assert.equal(
    response.headers.get("content-type"),
    "text/plain; charset=utf-8",
  );
  const text = await response.text();
  assert.match(text, /^Contact: mailto:security@example\.com\r\n/);
  assert.match(
    text,
    /\r\nCanonical: https:\/\/example\.com\/\.well-known\/security\.txt\r\n/,
  );
  const [, expires] = text.match(/\r\nExpires: (\S+)\r\n/) ?? [];
  const days = (Date.parse(expires) - site.services.now()) / 86_400_000;
  assert.ok(days > 30 && days < 365, `${days} days`);
});
