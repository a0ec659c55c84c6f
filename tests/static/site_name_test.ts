/** The site's name: one constant, and the few files that can't read it. */
import assert from "node:assert/strict";
import { requestRecovery } from "@latchkey/core";
import { check } from "@latchkey/core/forms";
import { newPasswordForm } from "@latchkey/core/new-password";
import {
  addUser,
  openMailer,
  startMailServer,
  testServices,
} from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * The site's first name. In lower case it names things for machines, and stays.
 */
const FIRST_NAME = "Latchkey";

/** Tests, and what makes, upgrades and publishes Latchkey or names its version: on no page. */
const IS_ABOUT_LATCHKEY =
  /_(?:test|slow)\.tsx?$|^lib\/(?:create-latchkey\/|release\/|latchkey\/(?:dev\/upgrade\/|releases\/|cli\/program\.ts$|version\.ts$))/;

const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

/** All files below a folder of the project. */
function* filesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) yield* filesIn(`${folder}${name}/`);
    else yield `${folder}${name}`;
  }
}

Deno.test("the code takes the name only from lib/site.ts", async () => {
  const found: string[] = [];
  for (const folder of ["routes/", "components/", "islands/", "lib/"]) {
    for (const path of filesIn(folder)) {
      if (!/\.tsx?$/.test(path) || IS_ABOUT_LATCHKEY.test(path)) continue;
      if ((await read(path)).includes(FIRST_NAME)) found.push(path);
    }
  }
  const own = "lib/site.ts";
  assert.deepEqual(found.filter((path) => path !== own), []);
});

Deno.test("files that can't read the constant have the same name, as listed in docs/look.md", async () => {
  const manifest = JSON.parse(await read("static/manifest.webmanifest"));
  assert.equal(manifest.name, SITE.name, "static/manifest.webmanifest");
  for (const path of ["static/social.svg", "docs/proxy/offline.html"]) {
    const text = (await read(path)).replaceAll("&amp;", "&");
    assert.ok(text.includes(SITE.name), path);
  }
});

Deno.test("rejects the name as part of a password in any spelling", () => {
  const form = newPasswordForm({
    minLength: 8,
    siteName: SITE.name,
    address: "ada@example.com",
  });
  const asTyped = SITE.name.replaceAll(" ", "");
  if ([...asTyped].length < 4) return; // Too many passwords contain it.
  for (const name of [asTyped, asTyped.toUpperCase()]) {
    const checked = check(form, {
      present: "x",
      password: `the ${name} of 2030`,
    });
    assert.deepEqual(checked, {
      ok: false,
      problems: { password: "passwordHasSite" },
    });
  }
});

Deno.test("emails can be sent under the name", async () => {
  await using server = await startMailServer();
  const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
  await using services = await testServices({
    site: SITE,
    settings: { smtpUrl },
    openMail: openMailer,
  });
  const { address } = await addUser(services);
  await requestRecovery(services, { address, language: "en" });
  await services.mail.settled();
  const [{ from }] = server.arrived;
  assert.ok(from.replaceAll(/\\(.)/g, "$1").includes(SITE.name), from);
});
