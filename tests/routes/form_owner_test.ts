/**
 * A form belongs to the account that was logged in when its page was rendered.
 */
import assert from "node:assert/strict";
import { FORM_OWNER } from "@latchkey/core/forms";
import { testIn } from "../i18n/test_in.ts";
import { messages, sentence } from "../pages.ts";
import {
  ANNA,
  BERT,
  cookieHeader,
  openSite,
  type Site,
  type Visitor,
} from "../site.ts";
import { HAS_PASSKEYS } from "../site_features.ts";
import { hiddenInputs, MINUTE, textOf, userAt } from "./own_account.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * A browser with a page of Anna's still open, in which Bert has since logged
 * in, and Anna's id.
 */
async function twoTabs(site: Site): Promise<[Visitor, string]> {
  const browser = site.visitor();
  await browser.logIn(ANNA);
  await browser.logIn(BERT);
  return [browser, (await userAt(site, ANNA.username)).id];
}

Deno.test("rejects a form left open by another account and gives what was typed back to its owner", async () => {
  await using site = await openSite();
  const browser = site.visitor();
  await browser.logIn(ANNA);
  const page = hiddenInputs(await textOf(browser.get("/account/name")));
  await browser.logIn(BERT);

  const typed = { [FORM_OWNER]: page[FORM_OWNER], name: "Anna Seghers" };
  const refused = await browser.post("/account/name", typed);
  assert.equal(refused.status, 409);
  const html = await textOf(refused);
  assert.match(html, sentence(messages.otherOwner.other_account));
  assert.match(html, /<b>bert@example\.com<\/b>/);
  assert.match(html, /<bdi>Anna Seghers<\/bdi>/);
  assert.equal((await userAt(site, BERT.username)).name, "");

  const [, again] = /action="(\/auth\/again[^"]*)"/.exec(html) ?? [];
  const path = again.replaceAll("&amp;", "&");
  const asked = await textOf(browser.post(path, { name: "Anna Seghers" }));
  const form_replay = hiddenInputs(asked).form_replay.replaceAll("&quot;", '"');
  await browser.post(path, { ...ANNA, form_replay });
  const offered = await textOf(browser.get("/auth/again"));
  assert.match(offered, /action="\/account\/name"/);
  const sent = await browser.post("/account/name", hiddenInputs(offered));
  assert.equal(sent.status, 303);
  assert.equal((await userAt(site, ANNA.username)).name, "Anna Seghers");
});

Deno.test("rejects forms of another account or of none on every route", async () => {
  await using site = await openSite();
  const before = await userAt(site, BERT.username);
  const routes = await routesWithPost();
  assert.ok(routes.length > 15, routes.join());
  for (const path of routes) {
    const [browser, anna] = await twoTabs(site);
    const owned = await browser.post(path, { [FORM_OWNER]: anna });
    await owned.body?.cancel();
    const changesBrowserOnly = path === "/preferences";
    assert.equal(owned.status, changesBrowserOnly ? 303 : 409, path);
    if (path.startsWith("/auth/") || changesBrowserOnly) continue;
    for (const owner of ["", "x"]) {
      const refused = await browser.post(path, { [FORM_OWNER]: owner });
      await refused.body?.cancel();
      assert.equal(refused.status, 409, `${path} ${owner}`);
    }
    const multipart = new FormData();
    multipart.set("a", "b");
    const bare = await site.fetch(path, {
      method: "POST",
      body: multipart,
      headers: { accept: "text/html", cookie: cookieHeader(browser.cookies) },
    });
    await bare.body?.cancel();
    assert.equal(bare.status, 409, `${path} without the field`);
  }
  assert.deepEqual(await userAt(site, BERT.username), before);
});

Deno.test("includes the form owner in every POST form in the sources", async () => {
  let forms = 0;
  for (const folder of ["components/", "islands/", "routes/"]) {
    for await (const path of filesIn(new URL(folder, ROOT), ".tsx")) {
      const source = await Deno.readTextFile(path);
      for (const [form] of source.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
        if (!/method="post"/.test(form)) continue;
        forms++;
        assert.match(form, /<FormOwner \/>/, path.pathname);
      }
    }
  }
  assert.ok(forms > 5);
});

Deno.test("renders the logged-in account into every form", async () => {
  await using site = await openSite();
  const browser = site.visitor();
  const owners = async (path: string) => {
    const html = await textOf(browser.get(path));
    const fields = html.matchAll(/name="form_owner" value="([^"]*)"/g);
    return [...fields].map(([, owner]) => owner);
  };
  assert.deepEqual(
    await owners("/auth/login"),
    HAS_PASSKEYS ? ["", "", ""] : ["", ""],
  );
  await browser.logIn(ANNA);
  const { id } = await userAt(site, ANNA.username);
  for (const path of ["/account/name", "/account/password", "/auth/logout"]) {
    assert.deepEqual(await owners(path), [id, id, id], path);
  }
  const refused = await browser.post("/account/name", { [FORM_OWNER]: "" });
  const main = (await textOf(refused)).match(/<main.*<\/main>/s)![0];
  assert.equal(hiddenInputs(main)[FORM_OWNER], id);
});

testIn(
  ["de"],
  "saves language and theme for the browser only when another account has logged in since",
  async () => {
    await using site = await openSite();
    const [browser, anna] = await twoTabs(site);
    const choice = { language: "de", back: "/" };
    await browser.post("/preferences", { ...choice, [FORM_OWNER]: anna });
    assert.equal((await userAt(site, BERT.username)).language, null);
    await browser.post("/preferences", choice);
    assert.equal((await userAt(site, BERT.username)).language, "de");
  },
);

Deno.test("asks for confirmation when the log-out button belongs to another account's page", async () => {
  await using site = await openSite();
  const [browser, anna] = await twoTabs(site);
  const asked = await browser.post("/auth/logout", { [FORM_OWNER]: anna });
  assert.equal(asked.status, 409);
  assert.match(await textOf(asked), /<main.*action="\/auth\/logout"/s);
  assert.equal((await browser.get("/account")).status, 200);
});

Deno.test("asks the user to resubmit a form opened before logging in, and to log in again for one opened before logging out", async () => {
  await using site = await openSite();
  const browser = site.visitor();
  await browser.logIn(BERT);
  const typed = { [FORM_OWNER]: "", name: "Bertolt" };
  const refused = await browser.post("/account/name", typed);
  assert.equal(refused.status, 409);
  const html = await textOf(refused);
  assert.match(html, sentence(messages.otherOwner.logged_in_since));
  const main = html.slice(html.indexOf("<main"), html.indexOf("<footer"));
  assert.equal(hiddenInputs(main).name, "Bertolt");

  const { id } = await userAt(site, BERT.username);
  await browser.post("/auth/logout", {});
  const late = { [FORM_OWNER]: id, name: "Bertolt" };
  const turned = await browser.post("/account/name", late);
  assert.equal(turned.status, 307);
  const again = turned.headers.get("location")!;
  assert.match(await textOf(browser.post(again, late)), /Bertolt/);
});

Deno.test("answers programs in JSON and accepts requests that name no owner", async () => {
  await using site = await openSite();
  const [browser, anna] = await twoTabs(site);
  const json = { accept: "application/json" };
  const owned = { [FORM_OWNER]: anna, name: "Anna" };
  const refused = await browser.post("/account/name", owned, json);
  assert.equal(refused.status, 409);
  const { title } = await refused.json();
  assert.equal(title, messages.errors.forbidden.other_account.title);
  const bare = await site.fetch("/account/name", {
    method: "POST",
    body: new URLSearchParams({ name: "Bertolt" }),
    headers: { ...json, cookie: cookieHeader(browser.cookies) },
  });
  await bare.body?.cancel();
  assert.equal(bare.status, 303);
  site.clock.advance(31 * MINUTE);
  const late = await browser.post("/account/name", owned, json);
  await late.body?.cancel();
  assert.equal(late.status, 401);
});

Deno.test("leaves the form readable for an app's own route, as Fresh documents", async () => {
  await using site = await openSite(
    {},
    (app) =>
      app.post("/mine", async ({ req }) => {
        const form = await req.formData();
        return new Response(`${form.get("text")}`);
      }),
  );
  const browser = site.visitor();
  await browser.logIn(ANNA);
  const answer = await browser.post("/mine", { text: "Ä & B" });
  assert.equal(await answer.text(), "Ä & B");
});

/** The paths of all routes that accept POST, except those only programs use. */
async function routesWithPost(): Promise<string[]> {
  const folder = new URL("routes/", ROOT);
  const paths: string[] = [];
  for await (const file of filesIn(folder, "")) {
    const path = file.pathname.slice(folder.pathname.length - 1)
      .replace(/\.tsx?$/, "").replaceAll(/\/\([^/]*\)/g, "")
      .replace(/\/index$/, "") || "/";
    if (/\/_|^\/(?:api\/|token$)/.test(path)) continue;
    const { handlers } = await import(file.href);
    if (handlers?.POST) paths.push(path);
  }
  return paths;
}

async function* filesIn(folder: URL, ending: string): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(new URL(`${name}/`, folder), ending);
    else if (name.endsWith(ending)) yield new URL(name, folder);
  }
}
