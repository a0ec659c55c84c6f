/**
 * The layout around a page, which must never show one user's data to another.
 */
import { doesNotMatch, equal, ok } from "node:assert/strict";
import { ANNA, BERT, openSite } from "../site.ts";
import { textOf, userAt } from "./own_account.ts";

Deno.test("shows each user their own name in the layout, escaped", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  const anna = await userAt(site, ANNA.username);
  await users.update(anna.id, { name: `<b>"A" & \uFFFF3\uFFFF</b>` });
  const first = site.visitor();
  await first.logIn(ANNA);
  const second = site.visitor();
  await second.logIn(BERT);
  for (let time = 0; time < 2; time++) {
    const hers = await textOf(first.get("/account"));
    ok(hers.includes("&lt;b>&quot;A&quot; &amp; \uFFFF3\uFFFF&lt;/b>"));
    doesNotMatch(hers, /<b>"A"|bert@/);
    const his = await textOf(second.get("/account"));
    ok(his.includes(">bert@example.com</a>"));
    doesNotMatch(his, /\uFFFF|"A"|Anna@/);
  }
});

Deno.test("returns from the footer forms to the current page with its query", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  visitor.cookies.set("theme", "dark");
  const first = await textOf(visitor.get(`/auth/login?next=%2Fa%26"b"`));
  ok(first.includes(`name="back" value="/auth/login?next=%2Fa%26%22b%22"`));
  const second = await textOf(visitor.get("/auth/login"));
  ok(second.includes(`name="back" value="/auth/login"`));
});

Deno.test("marks the current page in the site map on exact paths only", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const marks = async (path: string) => {
    const html = await textOf(visitor.get(path));
    const [map = ""] = /<nav class="site-map".*?<\/nav>/s.exec(html) ?? [];
    return [...map.matchAll(/href="([^"]+)"[^>]* aria-current="page"/g)]
      .map(([, href]) => href).join();
  };
  equal(await marks("/"), "/");
  equal(await marks("/account"), "/account");
  equal(await marks("/account/name"), "");
  equal(await marks("/no/such/page"), "");
  equal(await marks("/account?again"), "/account");
});
