import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { openSite } from "../site.ts";

/** Types a browser may show as a document. An SVG can contain script. */
const DOCUMENTS = [
  "/",
  "/auth/login",
  GUARDED_PAGE,
  "/api/me",
  "/latchkey.svg",
  "/healthz",
];
const PATHS = [...DOCUMENTS, "/styles.css"];

Deno.test("sends strict headers with every document", async () => {
  await using site = await openSite();
  for (const path of DOCUMENTS) {
    const { headers, body } = await site.visitor().get(path);
    await body?.cancel();
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "same-origin", path);
    assert.equal(
      headers.get("cross-origin-opener-policy"),
      "same-origin",
      path,
    );
    assert.match(headers.get("permissions-policy")!, /camera=\(\)/, path);
    const policy = headers.get("content-security-policy")!;
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/, path);
    assert.equal(headers.get("strict-transport-security"), null, path);
  }
});

Deno.test("sends nosniff and same-site headers with every response", async () => {
  await using site = await openSite();
  for (const path of PATHS) {
    const { headers, body } = await site.visitor().get(path);
    await body?.cancel();
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(
      headers.get("cross-origin-resource-policy"),
      "same-origin",
      path,
    );
  }
});

Deno.test("sends HSTS on HTTPS", async () => {
  await using site = await openSite({ settings: { https: true } });
  for (const path of PATHS) {
    const { headers, body } = await site.visitor().get(path);
    await body?.cancel();
    assert.match(headers.get("strict-transport-security")!, /max-age=63072000/);
  }
});

Deno.test("gives each page its own nonce, used by its scripts", async () => {
  await using site = await openSite();
  const nonces = new Set<string>();
  for (let clientInfo = 0; clientInfo < 3; clientInfo++) {
    const response = await site.visitor().get("/auth/login");
    const [, nonce] = response.headers.get("content-security-policy")!
      .match(/'nonce-([^']{16,})'/)!;
    const html = await response.text();
    assert.ok(html.includes(`nonce="${nonce}"`));
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 3);
});

Deno.test("never upgrades to HTTPS on a plain HTTP page", async () => {
  for (const https of [false, true]) {
    await using site = await openSite({ settings: { https } });
    const { headers, body } = await site.visitor().get("/auth/login");
    await body?.cancel();
    const directives = headers.get("content-security-policy")!.split("; ");
    assert.equal(directives.includes("upgrade-insecure-requests"), https);
    assert.ok(directives.includes("form-action 'self'"));
  }
});

Deno.test("allows pages to load only the site's own resources", async () => {
  await using site = await openSite();
  const { headers, body } = await site.visitor().get("/auth/login");
  await body?.cancel();
  const policy = headers.get("content-security-policy")!;
  assert.doesNotMatch(policy, /blob:/);
});

Deno.test("includes subdomains in HSTS when the setting is on", async () => {
  await using site = await openSite({
    settings: { https: true, hstsIncludeSubdomains: true },
  });
  for (const path of PATHS) {
    const { headers, body } = await site.visitor().get(path);
    await body?.cancel();
    assert.equal(
      headers.get("strict-transport-security"),
      "max-age=63072000; includeSubDomains",
      path,
    );
  }
});
