/** The theme and language forms in the footer. */
import assert from "node:assert/strict";
import { PAPER } from "../../components/Identity.tsx";
import { SITE } from "../tested_site.ts";
import { testIn } from "../i18n/test_in.ts";
import { ANNA, openSite, type Visitor } from "../site.ts";

async function pageOf(visitor: Visitor, path = "/"): Promise<string> {
  return await (await visitor.get(path)).text();
}

function pressed(html: string): string[] {
  const buttons = html.matchAll(
    /<button[^>]* value="(\w+)"[^>]* aria-pressed="true"/g,
  );
  return [...buttons].map(([, value]) => value);
}

Deno.test("applies a theme to the next page without a script", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const before = await pageOf(visitor);
  assert.match(before, /<html[^>]* data-theme="auto"/);
  assert.match(before, /<meta name="color-scheme" content="light dark"/);
  assert.deepEqual(pressed(before), ["auto", "en"]);

  const answer = await visitor.post("/preferences", {
    theme: "dark",
    back: "/auth/login?next=%2Faccount",
  });
  assert.equal(answer.status, 303);
  assert.equal(
    answer.headers.get("location"),
    "/auth/login?next=%2Faccount",
  );
  assert.deepEqual(answer.headers.getSetCookie(), [
    "theme_8000=dark; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax",
  ]);
  for (const path of ["/", "/auth/login", "/nowhere"]) {
    const html = await pageOf(visitor, path);
    assert.match(html, /<html[^>]* data-theme="dark"/, path);
    assert.match(html, /<meta name="color-scheme" content="dark"/, path);
    const colour = `<meta name="theme-color" content="${PAPER.dark}"/>`;
    assert.ok(html.includes(colour), path);
    assert.deepEqual(pressed(html), ["dark", "en"], path);
  }
});

Deno.test('resets the theme with "auto"', async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.post("/preferences", { theme: "light", back: "/" });
  assert.equal(visitor.cookies.get("theme"), "light");
  await visitor.post("/preferences", { theme: "auto", back: "/" });
  assert.equal(visitor.cookies.has("theme"), false);
  assert.match(await pageOf(visitor), /data-theme="auto"/);
});

Deno.test("sets a Secure, host-bound theme cookie over HTTPS", async () => {
  const publicUrl = new URL("https://latchkey.example");
  await using site = await openSite({ settings: { https: true, publicUrl } });
  const answer = await site.visitor().post(
    "/preferences",
    { theme: "light", back: "/" },
    { origin: publicUrl.origin },
  );
  assert.deepEqual(answer.headers.getSetCookie(), [
    "__Host-theme=light; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax",
  ]);
});

Deno.test("ignores unknown themes and languages and never echoes them", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const hostile = '"><script>alert(1)</script>';
  for (const value of ["Dark", "", "__proto__", "dark light", hostile]) {
    const fields = { theme: value, language: value, back: "/" };
    const answer = await visitor.post("/preferences", fields);
    assert.equal(answer.status, 303);
    assert.deepEqual(answer.headers.getSetCookie(), [], value);
    visitor.cookies.set("theme", encodeURIComponent(value));
    const html = await pageOf(visitor);
    assert.match(html, /<html[^>]* data-theme="auto"/);
    assert.ok(!html.includes("alert(1)"));
    visitor.cookies.clear();
  }
});

testIn(
  ["ar"],
  "applies a language and its direction to the next page",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    assert.match(await pageOf(visitor), /<html lang="en" dir="ltr"/);
    await visitor.post("/preferences", { language: "ar", back: "/" });
    const html = await pageOf(visitor);
    assert.match(html, /<html lang="ar" dir="rtl"/);
    assert.deepEqual(pressed(html), ["auto", "ar"]);
    for (const { code, name } of SITE.languages) {
      if (code === "ar") continue;
      assert.match(
        html,
        new RegExp(`<button[^>]* lang="${code}"[^>]*>${name}<`),
      );
    }
  },
);

testIn(
  ["de"],
  "saves a user's language for every browser",
  async () => {
    await using site = await openSite();
    const here = site.visitor();
    await here.logIn(ANNA);
    await here.post("/preferences", { language: "de", back: "/" });
    const elsewhere = site.visitor();
    await elsewhere.logIn(ANNA);
    assert.match(await pageOf(elsewhere), /<html lang="de"/);
  },
);

Deno.test("redirects only to pages of this site", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  for (
    const back of ["https://evil.example", "//evil.example", "/\\evil", ""]
  ) {
    const answer = await visitor.post("/preferences", { theme: "dark", back });
    assert.equal(answer.headers.get("location"), "/", back);
  }
  const html = await pageOf(visitor, '/auth/login?q="><i>');
  assert.ok(!html.includes("<i>"));
});

Deno.test("redirects home instead of back to the preference route", async () => {
  await using site = await openSite();
  const answer = await site.visitor().get("/preferences");
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get("location"), "/");
});

Deno.test("rejects cross-site changes", async () => {
  await using site = await openSite();
  const answer = await site.visitor().post(
    "/preferences",
    { theme: "dark", back: "/" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  );
  assert.equal(answer.status, 403);
  assert.deepEqual(answer.headers.getSetCookie(), []);
  await answer.body?.cancel();
});

Deno.test("returns to the page where the choice was made", async () => {
  await using site = await openSite();
  const html = await pageOf(site.visitor(), "/auth/login?next=%2Faccount");
  assert.match(
    html,
    /<form method="post" action="\/preferences"><input type="hidden" name="form_owner" value=""\/?><input type="hidden" name="back" value="\/auth\/login\?next=%2Faccount"/,
  );
});
