/**
 * From nothing to a site on the internet: made by `create-latchkey`, changed by its owner,
 * upgraded to a later release, and deployed behind nginx with TLS, by the guides that are in it.
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { until } from "@latchkey/core/testing";
import { installPackage, ROOT } from "../../lib/create-latchkey/testing.ts";
import { output } from "../../lib/latchkey/testing/upgrade/run.ts";
import {
  siteOf,
  type UpgradableSite,
} from "../../lib/latchkey/testing/upgrade/site.ts";
import { VERSION } from "../../lib/latchkey/version.ts";
import { isInstalled } from "../debian.ts";
import { originOf, send } from "./proxies/client.ts";
import { type DeployedSite, deploySite } from "./proxies/deployed_site.ts";
import { cookiesOf } from "./proxies/person.ts";

const LATER = VERSION.replace(/\.\d+\./, ".999999.");

/** A file, a line in it, and what it becomes. */
type Change = readonly [path: string, line: string | RegExp, text: string];

/** The later release. */
const RELEASED: readonly Change[] = [
  ["package.json", `"version": "${VERSION}"`, `"version": "${LATER}"`],
  [
    "template/lib/latchkey/deno.json",
    `"version": "${VERSION}"`,
    `"version": "${LATER}"`,
  ],
  ["template/routes/index.tsx", "      <Overview", "      <hr />\n$&"],
];

/** What the owner changes: the name, the home page, and a field of the sign-up form. */
const OWNED: readonly Change[] = [
  ["lib/site.ts", 'name: "Books"', 'name: "Book club"'],
  [
    "lib/site.ts",
    /^ {2}languages: .*$/m,
    "$&\n  profileFields: { company: { maxLength: 100 } },",
  ],
  ["lib/messages/en.ts", "labels: {}", 'labels: { company: "Company" }'],
  ["lib/messages/de.ts", "labels: {}", 'labels: { company: "Firma" }'],
  ["routes/index.tsx", "{home.loggedOut}", "Books for everyone."],
];

async function change(root: string, changes: readonly Change[]): Promise<void> {
  for (const [path, line, text] of changes) {
    const before = await Deno.readTextFile(join(root, path));
    const after = before.replace(line, text);
    assert.notEqual(after, before, path);
    await Deno.writeTextFile(join(root, path), after);
  }
}

/** Makes these files older than the packages, which would be installed into the project. */
async function keepPackages(root: string): Promise<void> {
  for (const name of ["deno.json", "deno.lock"]) {
    await Deno.utime(join(root, name), 0, 0);
  }
}

/** Upgrades the site by its own task. */
async function upgrade({ root, base, next }: UpgradableSite): Promise<void> {
  const said = await output(
    "deno",
    ["task", "--quiet", "upgrade", "--base", base, "--from", next],
    root,
  );
  assert.match(said, new RegExp(`^Upgraded the site from \\S+ to ${LATER}`));
  assert.doesNotMatch(said, /Conflicts/);
}

/** Signs up and confirms the address, and returns the cookies. */
async function signUp({ proxy, mailServer }: DeployedSite): Promise<string> {
  const address = "ada@example.com";
  const signedUp = await send(proxy, {
    path: "/auth/signup",
    fields: {
      address,
      name: "Ada Lovelace",
      profile_company: "Analytical Engines",
      password: "seven wet bicycles",
    },
  });
  assert.match(signedUp.body, /Check your email/);
  const { arrived } = mailServer;
  await until(() => arrived.length > 0);
  const [mail] = arrived;
  const link = new RegExp(`${originOf(proxy)}/auth/verify\\?token=`);
  assert.match(mail.text, link);
  const [code] = /\b\d{3} ?\d{3}\b/.exec(mail.text)!;
  const confirmed = await send(proxy, {
    path: "/auth/verify",
    fields: { address, code },
    headers: { cookie: cookiesOf(signedUp) },
  });
  const cookies = cookiesOf(confirmed);
  assert.match(cookies, /__Host-access_token=/, confirmed.body);
  return cookies;
}

Deno.test({
  name:
    "a new site, changed and upgraded, is deployed behind nginx by its guides",
  ignore: !await isInstalled("nginx", "nginx-light"),
  async fn() {
    await using site = await siteOf(async (base, next) => {
      const unpacked = dirname(await installPackage());
      await output("cp", ["--recursive", unpacked, base], ROOT);
      await output("cp", ["--recursive", unpacked, next], ROOT);
      await change(next, RELEASED);
    });
    const { root } = site;
    await change(root, OWNED);
    await site.edit({});
    await output("ln", ["-s", join(ROOT, "node_modules")], root);
    await keepPackages(root);
    await upgrade(site);
    await keepPackages(root);

    await using deployed = await deploySite(root);
    const { proxy } = deployed;
    const home = await send(proxy, { path: "/" });
    assert.equal(home.status, 200);
    assert.match(home.body, /Book club<\/title>/);
    assert.match(home.body, /Books for everyone\.[^]*<hr/);
    const form = await send(proxy, { path: "/auth/signup" });
    assert.match(form.body, /Company/);
    const account = await send(proxy, {
      path: "/account",
      headers: { cookie: await signUp(deployed) },
    });
    assert.match(account.body, /Analytical Engines/);
    assert.equal((await send(proxy, { path: "/.git/config" })).status, 404);
  },
});
