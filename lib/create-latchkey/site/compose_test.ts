/** The files of new sites. */
import assert from "node:assert/strict";
import { EVERYTHING, NOTHING, TEMPLATE } from "../testing.ts";
import { composeSite } from "./compose.ts";
import { removableFeatures, SITE } from "./features.ts";
import { type Files, textOf } from "./files.ts";

const VERSION = "1.2.3";

/** The files that `docs/look.md` lists for the name, and where it is in them. */
function namesIn(files: Files): Record<string, string | undefined> {
  const found = (path: string, pattern: RegExp) =>
    pattern.exec(textOf(files, path))?.[1].replaceAll("&amp;", "&");
  return {
    site: JSON.parse(
      found(SITE, /^ {2}name:\s+("(?:[^"\\]|\\.)*"),$/m) ?? '""',
    ),
    manifest: JSON.parse(textOf(files, "static/manifest.webmanifest")).name,
    picture: found("static/social.svg", /">([^<]+)<\/text>/),
    pictureLabel: found("static/social.svg", /aria-label="(.+): one account/),
    offlinePage: found("docs/proxy/offline.html", / · (.+)<\/title>/),
    sender: found(".env.example", /^# MAIL_FROM=(.+) <no-reply@localhost>$/m),
  };
}

for (
  const name of [
    "Book club",
    "A",
    "O'Neill & Söhne",
    "$& $' $1 `x` ${y} \\n \\",
    "# *Über* _uns_ [x](y) ~z~",
    "../../etc/passwd",
    "نادي الكتاب",
    "読".repeat(60),
  ]
) {
  Deno.test(`puts the name everywhere: ${name}`, () => {
    const files = composeSite(TEMPLATE, { ...EVERYTHING, name }, VERSION);
    for (const [place, found] of Object.entries(namesIn(files))) {
      assert.equal(found, name, place);
    }
    const readme = textOf(files, "README.md").split("\n")[0];
    assert.equal(readme.replaceAll(/\\([\\`*_[\]#~])/g, "$1"), `# ${name}`);
  });
}

Deno.test("names the exported file after the site, in letters that every disk knows", () => {
  for (
    const [name, expected] of [
      ["Book club", "book-club-account.json"],
      ["../Größe & Co.", "gro-e-co-account.json"],
      ["読書会", "account.json"],
      ["x".repeat(60), `${"x".repeat(40)}-account.json`],
    ]
  ) {
    const files = composeSite(TEMPLATE, { ...NOTHING, name }, VERSION);
    const page = textOf(files, "routes/account/(recent)/export.tsx");
    assert.ok(page.includes(`FILE_NAME = "${expected}";`), name);
  }
});

Deno.test("keeps a long name inside the picture", () => {
  const size = (name: string) => {
    const files = composeSite(TEMPLATE, { ...NOTHING, name }, VERSION);
    return Number(
      /font-size="(\d+)" font-weight/.exec(textOf(files, "static/social.svg"))
        ?.[1],
    );
  };
  assert.equal(size("Book club"), 104);
  assert.ok(size("m".repeat(60)) * 60 < 1200 * 1.6);
});

Deno.test("has every language and feature that was chosen", () => {
  const files = composeSite(TEMPLATE, EVERYTHING, VERSION);
  assert.match(
    textOf(files, SITE),
    /^ {2}languages: \[english, arabic, german\],$/m,
  );
  for (const [path] of TEMPLATE) assert.ok(files.has(path), path);
  assert.equal(
    textOf(files, ".latchkey.json"),
    `${JSON.stringify({ version: VERSION, ...EVERYTHING }, null, 2)}\n`,
  );
});

Deno.test("makes the first language the default, and removes all others", () => {
  const answers = { ...EVERYTHING, languages: ["de", "en"] };
  const files = composeSite(TEMPLATE, answers, VERSION);
  const site = textOf(files, SITE);
  assert.match(site, /^ {2}languages: \[german, english\],$/m);
  assert.doesNotMatch(site, /arabic|messages\/ar/);
  assert.ok(!files.has("lib/messages/ar.ts"));
  const offline = textOf(files, "docs/proxy/offline.html");
  assert.match(offline, /<html lang="de">/);
  assert.match(offline, /<title>Gleich wieder da · Book club</);
  assert.match(offline, /<h1>Gleich wieder da<\/h1>/);
  assert.match(offline, /<div lang="en">\s+<h2>Back in a moment<\/h2>/);
  assert.doesNotMatch(offline, /lang="ar"/);
});

Deno.test("writes an offline page from right to left", () => {
  const answers = { ...NOTHING, languages: ["ar"] };
  const files = composeSite(TEMPLATE, answers, VERSION);
  const offline = textOf(files, "docs/proxy/offline.html");
  assert.match(offline, /<html lang="ar" dir="rtl">/);
  assert.doesNotMatch(offline, /lang="(?:en|de)"|Back in|Gleich/);
});

Deno.test("keeps the English file, which defines the types, without English", () => {
  const answers = { ...NOTHING, languages: ["de"] };
  const files = composeSite(TEMPLATE, answers, VERSION);
  assert.ok(files.has("lib/messages/en.ts"));
  assert.doesNotMatch(textOf(files, SITE), /english/);
});

Deno.test("changes nothing on the offline page for the project's own languages", () => {
  const offline = "docs/proxy/offline.html";
  const answers = { ...EVERYTHING, languages: ["en", "de", "ar"] };
  const files = composeSite(TEMPLATE, answers, VERSION);
  assert.equal(
    textOf(files, offline).replace("Book club", "Latchkey"),
    textOf(TEMPLATE, offline),
  );
});

Deno.test("removes the lines, folders and settings of features", () => {
  const features = ["admin", "loginLink"];
  const files = composeSite(TEMPLATE, { ...NOTHING, features }, VERSION);
  const site = textOf(files, SITE);
  assert.deepEqual([...removableFeatures(site).keys()], features);
  assert.match(site, /import \{ admin, loginLink \} from "@latchkey/);
  assert.match(site, / {2}features: \[\n {4}admin,\n {4}loginLink,\n {2}\]/);
  for (
    const [name, { paths, settings }] of removableFeatures(
      textOf(TEMPLATE, SITE),
    )
  ) {
    const isKept = features.includes(name);
    for (const path of paths) {
      const has = [...files.keys()].some((file) => file.startsWith(path));
      assert.equal(has, isKept, path);
    }
    for (const setting of settings) {
      assert.equal(
        textOf(files, ".env.example").includes(`\n# ${setting}=`),
        isKept,
        setting,
      );
    }
  }
});

Deno.test("a site without features lists none", () => {
  const site = textOf(composeSite(TEMPLATE, NOTHING, VERSION), SITE);
  assert.match(site, /^ {2}features: \[\],$/m);
  assert.doesNotMatch(site, /@latchkey\/core\/features|To remove one/);
});

Deno.test("mentions in the README only what the site has", () => {
  const readme = (answers: typeof NOTHING) =>
    textOf(composeSite(TEMPLATE, answers, VERSION), "README.md");
  assert.match(readme(EVERYTHING), /\/admin\/users/);
  assert.doesNotMatch(readme(NOTHING), /admin|<!--|\{name\}/);
});

Deno.test("gives the same bytes for the same answers, and leaves the template unchanged", () => {
  const before = new Map(TEMPLATE);
  const files = composeSite(TEMPLATE, NOTHING, VERSION);
  assert.deepEqual(composeSite(TEMPLATE, NOTHING, VERSION), files);
  assert.deepEqual(TEMPLATE, before);
});
