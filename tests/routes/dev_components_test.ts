/** The development page that shows all components. */
import assert from "node:assert/strict";
import { openSite, type Site } from "../site.ts";

async function get(site: Site, path: string): Promise<[number, string]> {
  const response = await site.visitor().get(path);
  return [response.status, await response.text()];
}

/** Components shown as part of others or on every page. */
const WITHIN = new Set([
  ...["AccountPage", "AccountRow", "AddressForm", "CheckedForm", "EmailCode"],
  ...["RecoveryLink"],
  ...["FactorForms", "FactorRows", "TrustChoice"],
  ...["FormOwner", "Frame", "Identity", "KeepTyped", "LocalTimes"],
  ...[
    "KnownAddress",
    "LogoutForm",
    "MeteredPasswordField",
    "OtherLoginMethods",
  ],
  ...["PasskeyLogin", "PasskeySignals", "PasskeySupport"],
  ...["ListPage", "ListRow", "RowButton", "OwnerProofForm", "PageUpdates"],
  ...["DeadRecoveryLink", "SetPasswordForm"],
  ...["PasskeyLoginAgain"],
  ...["OwnPasswordField", "PasswordField", "ProfileFields", "SentFields"],
  ...["SignUpPage"],
  ...["LogoutWarning", "SiteFooter", "SiteHeader", "SiteMap", "Title"],
  ...["ProviderLogin", "ProviderLogo"],
  "QrCode",
]);

/** Paths of components that have their own page. */
function pagesIn(html: string): string[] {
  return [...html.matchAll(/href="(\/dev\/components\/[\w-]+)"/g)]
    .map(([, path]) => path);
}

/** The exported components of `components/`, by name. */
async function components(): Promise<string[]> {
  const names: string[] = [];
  const folder = new URL("../../components/", import.meta.url);
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (!isFile) continue;
    const source = await Deno.readTextFile(new URL(name, folder));
    const found = source.matchAll(/^export function ([A-Z]\w*)/gm);
    names.push(...[...found].map(([, component]) => component));
  }
  return names;
}

function idsIn(html: string): string[] {
  return [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
}

Deno.test("shows or links every visible component", async () => {
  await using site = await openSite();
  const [status, html] = await get(site, "/dev/components");
  assert.equal(status, 200);
  const folder = new URL("../../components/specimens/", import.meta.url);
  let sources = "";
  for (const { name } of Deno.readDirSync(folder)) {
    sources += await Deno.readTextFile(new URL(name, folder));
  }
  const shown = new Set(
    [...sources.matchAll(/<([A-Z]\w+)/g)].map(([, name]) => name),
  );
  const hidden = (await components())
    .filter((name) => !shown.has(name) && !WITHIN.has(name));
  assert.deepEqual(
    hidden,
    [],
    "show them in components/specimens, or name them above",
  );
  assert.ok(pagesIn(html).length > 20);
});

Deno.test("renders each component page completely, with unique ids", async () => {
  await using site = await openSite();
  const [, index] = await get(site, "/dev/components");
  for (const path of ["/dev/components", ...pagesIn(index)]) {
    const [status, html] = await get(site, path);
    const wanted = /error-(\d+)$/.exec(path)?.[1] ?? "200";
    assert.equal(`${status}`, wanted, path);
    const ids = idsIn(html);
    assert.deepEqual(ids, [...new Set(ids)], path);
    assert.doesNotMatch(html, /undefined|\[object|\{\w+\}</, path);
  }
});

Deno.test("answers 404 for unknown components", async () => {
  await using site = await openSite();
  for (const name of ["nothing", "__proto__", "error-200"]) {
    const [status] = await get(site, `/dev/components/${name}`);
    assert.equal(status, 404, name);
  }
});

Deno.test("has no component pages in production", async () => {
  await using site = await openSite({ settings: { appEnv: "production" } });
  for (const path of ["/dev/components", "/dev/components/login"]) {
    const [status] = await get(site, path);
    assert.equal(status, 404, path);
  }
});
