import assert from "node:assert/strict";
import { App, csp, type CSPOptions, HttpError } from "fresh";
import { ask } from "./ask.ts";
import { test } from "./differences.ts";

const header = "content-security-policy";

function app(options?: CSPOptions) {
  return new App()
    .use(csp(options))
    .get("/text", (ctx) => ctx.text("hello"))
    .get("/moved", () => Response.redirect("http://localhost/text"))
    .get("/page", (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"body { color: red; }"}</style>
            <script>let inline;</script>
          </head>
          <body>
            <h1>Hello</h1>
          </body>
        </html>,
      ));
}

async function policyOf(path: string, options?: CSPOptions): Promise<string> {
  return (await ask(app(options), path)).headers.get(header) ?? "";
}

/** A policy's directives by name. */
function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name, ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

test("csp sets a strict policy by default", async () => {
  assert.deepEqual(directives(await policyOf("/text")), {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "upgrade-insecure-requests": "",
  });
});

test("a directive of the app replaces the default of the same name", async () => {
  const policy = await policyOf("/text", {
    csp: ["img-src 'self' https://images.example", "Frame-Ancestors 'self'"],
  });
  assert.equal(
    directives(policy)["img-src"],
    "'self' https://images.example",
  );
  assert.equal(policy.match(/img-src/g)?.length, 1);
  assert.equal(policy.match(/frame-ancestors/gi)?.length, 1);
});

test("adds a directive without a default", async () => {
  const policy = await policyOf("/text", {
    csp: ["require-trusted-types-for 'script'"],
  });
  assert.equal(
    directives(policy)["require-trusted-types-for"],
    "'script'",
  );
  assert.equal(directives(policy)["default-src"], "'self'");
});

test("csp can report only", async () => {
  const { headers } = await ask(app({ reportOnly: true }), "/text");
  assert.equal(headers.get(header), null);
  assert.match(
    headers.get("content-security-policy-report-only") ?? "",
    /default-src 'self'/,
  );
});

test("csp sets the report URL in both the old and the new way", async () => {
  const { headers } = await ask(app({ reportTo: "/api/reports" }), "/text");
  const policy = directives(headers.get(header) ?? "");
  assert.equal(policy["report-uri"], "/api/reports");
  assert.equal(
    headers.get("reporting-endpoints"),
    `${policy["report-to"]}="/api/reports"`,
  );
});

test("sets no report headers without reportTo", async () => {
  const { headers } = await ask(app(), "/text");
  assert.equal(headers.get("reporting-endpoints"), null);
  assert.doesNotMatch(headers.get(header) ?? "", /report-/);
});

test("a rendered page's nonce replaces unsafe-inline", async () => {
  const response = await ask(app({ useNonce: true }), "/page");
  const policy = response.headers.get(header) ?? "";
  const nonce = policy.match(/'nonce-([^']+)'/)?.[1];
  assert.ok(nonce);
  assert.doesNotMatch(policy, /unsafe-inline/);
  assert.equal(directives(policy)["script-src"], `'self' 'nonce-${nonce}'`);
  assert.equal(directives(policy)["style-src"], `'self' 'nonce-${nonce}'`);
  const html = await response.text();
  assert.ok(html.includes(`<style nonce="${nonce}"`), html);
  assert.ok(html.includes(`<script nonce="${nonce}"`), html);
});

test("every page has its own nonce of at least 128 bits", async () => {
  const handler = app({ useNonce: true }).handler();
  const nonces = new Set<string>();
  for (let i = 0; i < 300; i++) {
    const { headers } = await handler(new Request("http://localhost/page"));
    const nonce = headers.get(header)?.match(/'nonce-([^']+)'/)?.[1];
    assert.ok(nonce !== undefined && nonce.length >= 22, `nonce: ${nonce}`);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 300);
});

test("a response that wasn't rendered keeps unsafe-inline", async () => {
  const policy = await policyOf("/text", { useNonce: true });
  assert.equal(
    directives(policy)["script-src"],
    "'self' 'unsafe-inline'",
  );
});

test("adds the nonce to directives for inline code only", async () => {
  const names = [
    "default-src",
    "script-src",
    "script-src-elem",
    "style-src",
    "style-src-elem",
    "style-src-attr",
  ];
  const policy = directives(
    await policyOf("/page", {
      useNonce: true,
      csp: [...names, "script-src-attr"].map((name) =>
        `${name} 'self' 'unsafe-inline'`
      ),
    }),
  );
  for (const name of names) {
    assert.match(policy[name], /^'self' 'nonce-[^']+'$/, name);
  }
  assert.equal(policy["script-src-attr"], "'self' 'unsafe-inline'");
});

test("a page keeps unsafe-inline without useNonce", async () => {
  assert.doesNotMatch(await policyOf("/page"), /nonce/);
});

test("csp works on responses with immutable headers", async () => {
  const response = await ask(app(), "/moved");
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), "http://localhost/text");
  assert.match(response.headers.get(header) ?? "", /default-src 'self'/);
});

test("csp applies to the response for a 404 thrown by a handler", async () => {
  const response = await ask(
    new App()
      .use(csp())
      .notFound(() => new Response("?", { status: 404 }))
      .get("/missing", () => {
        throw new HttpError(404);
      }),
    "/missing",
  );
  assert.equal(response.status, 404);
  assert.match(response.headers.get(header) ?? "", /default-src 'self'/);
});

test("refuses to start with a directive that no header can contain", () => {
  assert.throws(() => csp({ csp: ["img-src 'self'\nx-evil: 1"] }), TypeError);
});
