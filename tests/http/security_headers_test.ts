import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { openSite } from "../site.ts";

/** What a browser may show as a document. An SVG can hold script. */
const DOCUMENTS = [
  "/",
  "/auth/login",
  GUARDED_PAGE,
  "/api/me",
  "/latchkey.svg",
  "/healthz",
];
const PATHS = [...DOCUMENTS, "/styles.css"];

Deno.test("every document tells the browser to be strict", async () => {
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

Deno.test("every answer is what it says it is, and for this site alone", async () => {
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

Deno.test("on HTTPS every answer asks to stay there", async () => {
  await using site = await openSite({ settings: { https: true } });
  for (const path of PATHS) {
    const { headers, body } = await site.visitor().get(path);
    await body?.cancel();
    assert.match(headers.get("strict-transport-security")!, /max-age=63072000/);
  }
});

Deno.test("each page has a nonce of its own, which its scripts carry", async () => {
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

Deno.test("a page on plain HTTP sends the browser to no HTTPS that is not there", async () => {
  for (const https of [false, true]) {
    await using site = await openSite({ settings: { https } });
    const { headers, body } = await site.visitor().get("/auth/login");
    await body?.cancel();
    const directives = headers.get("content-security-policy")!.split("; ");
    assert.equal(directives.includes("upgrade-insecure-requests"), https);
    assert.ok(directives.includes("form-action 'self'"));
  }
});

Deno.test("a page may load nothing that the site has not got", async () => {
  await using site = await openSite();
  const { headers, body } = await site.visitor().get("/auth/login");
  await body?.cancel();
  const policy = headers.get("content-security-policy")!;
  assert.doesNotMatch(policy, /blob:/);
});

Deno.test("it asks so for subdomains too where a setting says that", async () => {
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
