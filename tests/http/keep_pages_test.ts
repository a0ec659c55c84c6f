import { deepStrictEqual, equal, match, ok } from "node:assert/strict";
import { hasOwnFresh } from "../../lib/latchkey/dev/which_fresh.ts";
import { languageOf } from "../../lib/latchkey/i18n/languages.ts";
import { site as SITE } from "../../lib/site.ts";
import { testIn } from "../i18n/test_in.ts";
import { ANNA, openSite } from "../site.ts";

const POLICY = "content-security-policy";

Deno.test("a stranger's home page is the same the second time, headers and all", async () => {
  await using site = await openSite();
  const first = await site.fetch("/");
  const second = await site.fetch("/");
  equal(second.status, 200);
  equal(await second.text(), await first.text());
  for (const { headers } of [first, second]) headers.delete("x-request-id");
  deepStrictEqual([...second.headers], [...first.headers]);
  for (const name of ["cache-control", "referrer-policy", POLICY]) {
    ok(second.headers.has(name), name);
  }
});

Deno.test("the page is the same whatever a stranger sends beside languages", async () => {
  const sent: HeadersInit[] = [
    { accept: "application/json", "user-agent": "curl/8" },
    { host: "evil.example", "x-forwarded-host": "evil.example" },
    { "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" },
    { origin: "https://evil.example", referer: "https://evil.example/a?b" },
    { range: "bytes=0-9", "if-none-match": "*", "sec-gpc": "1", dnt: "1" },
  ];
  await using plain = await openSite();
  const expected = await (await plain.fetch("/")).text();
  for (const headers of sent) {
    // A site of its own, so that nothing is kept yet.
    await using site = await openSite();
    const html = await (await site.fetch("/", { headers })).text();
    equal(html, expected, JSON.stringify(headers));
  }
});

Deno.test("a kept page allows no script", async () => {
  await using site = await openSite();
  const response = await site.fetch("/");
  ok(!(await response.text()).includes("<script"));
  const policy = response.headers.get(POLICY) ?? "";
  match(policy, /^default-src 'none';/);
  ok(!policy.includes("script-src") && !policy.includes("nonce"));
});

Deno.test("whoever is signed in never gets a page that was kept, nor leaves theirs", async () => {
  await using site = await openSite();
  await (await site.fetch("/")).body?.cancel();
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  const own = await (await visitor.get("/")).text();
  ok(own.includes(ANNA.username));
  const strangers = await (await site.fetch("/")).text();
  match(strangers, /href="\/auth\/login"/);
  ok(!strangers.includes(ANNA.username));
});

testIn(["de"], "each language is kept by itself", async () => {
  await using site = await openSite();
  for (let time = 0; time < 2; time++) {
    for (const code of ["de", "en"]) {
      const headers = { "accept-language": code };
      const html = await (await site.fetch("/", { headers })).text();
      match(html, new RegExp(`<html lang="${code}"`));
      ok(html.includes(`>${languageOf(SITE, code)!.words.site.login}</a>`));
    }
  }
});

Deno.test("other addresses and methods are not answered from what was kept", async () => {
  await using site = await openSite();
  await (await site.fetch("/")).body?.cancel();
  equal((await site.fetch("/nowhere")).status, 404);
  // Fresh itself renders a page without handlers whatever the method is.
  const { status } = await site.fetch("/", { method: "DELETE" });
  equal(status, hasOwnFresh() ? 405 : 200);
  const head = await site.fetch("/", { method: "HEAD" });
  equal(await head.text(), "");
  match(
    (await site.fetch("/?a=1")).headers.get(POLICY) ?? "",
    /default-src 'self'/,
  );
});

Deno.test("in development every page is made anew", async () => {
  await using site = await openSite({ settings: { appEnv: "development" } });
  match(
    (await site.fetch("/")).headers.get(POLICY) ?? "",
    /default-src 'self'/,
  );
});
