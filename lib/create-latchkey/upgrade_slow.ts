/** A site that `create-latchkey` makes, upgraded by its own task to a later release. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { VERSION } from "../latchkey/version.ts";
import { output } from "../latchkey/testing/upgrade/run.ts";
import { siteOf } from "../latchkey/testing/upgrade/site.ts";
import { installPackage, ROOT } from "./testing.ts";

/** The project's version, and a later one. */
const [NOW, LATER] = [VERSION, VERSION.replace(/\.\d+\./, ".999999.")];

const TABLES = "lib/latchkey/features/passkeys/tables.ts";

/** What the later release changes: the file, a line in it, and what it becomes. */
const RELEASED: readonly [path: string, line: string | RegExp, text: string][] =
  [
    ["package.json", `"version": "${NOW}"`, `"version": "${LATER}"`],
    [
      "template/lib/latchkey/deno.json",
      `"version": "${NOW}"`,
      `"version": "${LATER}"`,
    ],
    ["template/lib/latchkey/mod.ts", /$/, "\n// Released.\n"],
    [
      `template/${TABLES}`,
      '    "0001_passkeys":',
      '    "0002_later": () => "",\n$&',
    ],
    ["template/routes/index.tsx", "      <Overview", "      <hr />\n$&"],
    [
      "template/static/styles.css",
      /$/,
      "\n.released {\n  color: inherit;\n}\n",
    ],
    ["template/deno.json", '"start": {', '"released": "deno eval 1",\n    $&'],
    [
      "CHANGELOG.md",
      "## [Unreleased]",
      `$&\n\n## [${LATER}] - 2026-12-02\n\n### Added\n\n- A line.\n\n## [${NOW}] - 2026-12-01`,
    ],
  ];

async function change(
  file: string,
  line: string | RegExp,
  text: string,
): Promise<void> {
  const before = await Deno.readTextFile(file);
  const after = before.replace(line, text);
  assert.notEqual(after, before, file);
  await Deno.writeTextFile(file, after);
}

Deno.test("a new site, changed by its owner, is upgraded by its own task", async () => {
  await using site = await siteOf(async (base, next) => {
    const unpacked = dirname(await installPackage());
    await output("cp", ["--recursive", unpacked, base], ROOT);
    await output("cp", ["--recursive", unpacked, next], ROOT);
    for (const [path, line, text] of RELEASED) {
      await change(join(next, path), line, text);
    }
  });
  const { root } = site;
  const owned: readonly [path: string, line: string | RegExp, text: string][] =
    [
      ["lib/site.ts", '  name: "Books"', '  name: "Book club"'],
      ["routes/index.tsx", "{home.loggedOut}", "Books for everyone."],
      ["deno.json", '"start": {', '"mine": "deno eval 2",\n    $&'],
      [
        "lib/messages/de.ts",
        'skip: "Zum Inhalt springen"',
        'skip: "Zum Inhalt"',
      ],
    ];
  for (const [path, line, text] of owned) {
    await change(join(root, path), line, text);
  }
  await Deno.remove(join(root, "docs/tour.md"));
  await site.edit({});
  await output("ln", ["-s", join(ROOT, "node_modules")], root);
  // Older than the packages, so that nothing is installed into the project's folder.
  for (const name of ["deno.json", "deno.lock"]) {
    await Deno.utime(join(root, name), 0, 0);
  }

  const said = await output(
    "deno",
    ["task", "--quiet", "upgrade", "--base", site.base, "--from", site.next],
    root,
  );

  assert.ok(
    said.startsWith(
      `Upgraded the site from ${NOW} to ${LATER}.\n\n` +
        `What is new in ${LATER}:\n\n### Added\n\n- A line.\n\nMigrations`,
    ),
    said,
  );
  assert.match(said, /Migrations of the database: passkeys\/0002_later\./);
  assert.doesNotMatch(said, /Conflicts|Yours/);
  const read = async (path: string) => await site.read(path) ?? "";
  assert.match(await read("lib/site.ts"), /name: "Book club"/);
  assert.match(
    await read("routes/index.tsx"),
    /Books for everyone\.[^]*<hr \/>/,
  );
  assert.match(await read("lib/messages/de.ts"), /skip: "Zum Inhalt",/);
  assert.match(await read("lib/latchkey/mod.ts"), /\/\/ Released\.\n$/);
  assert.match(await read("static/styles.css"), /\.released/);
  const { tasks } = JSON.parse(await read("deno.json"));
  assert.deepEqual([tasks.released, tasks.mine], [
    "deno eval 1",
    "deno eval 2",
  ]);
  assert.equal(await site.read("docs/tour.md"), null);
  assert.equal(JSON.parse(await read(".latchkey.json")).version, LATER);
  const changed = await site.git("status", "--short");
  assert.equal(changed.trim().split("\n").length, 8, changed);
});
