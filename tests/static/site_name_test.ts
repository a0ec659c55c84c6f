/** The site's name: one constant, and the few places that cannot read it. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { newPasswordProblem } from "../../lib/latchkey/features/password/password_rules.ts";
import { parseSender } from "../../lib/latchkey/email/sender.ts";
import { site as SITE } from "../../lib/site.ts";

const ROOT = new URL("../../", import.meta.url);

/** What the site was called first. Written small it names things for machines, and stays. */
const FIRST_NAME = "Latchkey";

const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

/** All files below a folder, from the project's own. */
function* filesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) yield* filesIn(`${folder}${name}/`);
    else yield `${folder}${name}`;
  }
}

Deno.test("the code has the name from lib/site.ts alone", async () => {
  const found: string[] = [];
  for (const folder of ["routes/", "components/", "islands/", "lib/"]) {
    for (const path of filesIn(folder)) {
      if ((await read(path)).includes(FIRST_NAME)) found.push(path);
    }
  }
  const own = "lib/site.ts";
  assert.deepEqual(found.filter((path) => path !== own), []);
});

Deno.test("what cannot read it has the same name: docs/look.md tells of all", async () => {
  const manifest = JSON.parse(await read("static/manifest.webmanifest"));
  assert.equal(manifest.name, SITE.name, "static/manifest.webmanifest");
  for (const path of ["static/social.svg", "docs/proxy/offline.html"]) {
    const text = (await read(path)).replaceAll("&amp;", "&");
    assert.ok(text.includes(SITE.name), path);
  }
});

Deno.test("the name is no part of a password, however it is written", () => {
  const rules = {
    minLength: 8,
    siteName: SITE.name,
    address: "ada@example.com",
  };
  const asTyped = SITE.name.replaceAll(" ", "");
  for (const name of [asTyped, asTyped.toUpperCase()]) {
    const problem = newPasswordProblem(`the ${name} of 2030`, rules);
    assert.equal(problem, "passwordHasSite");
  }
});

Deno.test("mails can come from the name", () => {
  const sender = parseSender(readSettings(SITE, {}).mailFrom);
  assert.equal(sender?.name, SITE.name);
});
