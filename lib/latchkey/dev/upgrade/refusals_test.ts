/** When `deno task upgrade` changes nothing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeRelease } from "../../testing/upgrade/release.ts";
import { siteFrom, type UpgradableSite } from "../../testing/upgrade/site.ts";

const FILES = { "a.ts": "1\n" };
const NEWER = { "a.ts": "2\n" };

/** Runs the upgrade, and expects this message, this exit code and no change. */
async function refused(
  site: UpgradableSite,
  message: RegExp,
  { args = ["--base", site.base, "--from", site.next], code = 1 } = {},
): Promise<void> {
  const before = await site.files();
  const upgraded = await site.upgradeWith(args);
  assert.match(upgraded.err, message);
  assert.equal(upgraded.code, code);
  assert.equal(upgraded.out, "");
  assert.deepEqual(await site.files(), before);
}

Deno.test("a dry run changes nothing, even with uncommitted changes", async () => {
  await using site = await siteFrom(FILES, { ...NEWER, "b.ts": "1\n" });
  await Deno.writeTextFile(join(site.root, "mine.ts"), "mine\n");
  const before = await site.files();
  const { out, err } = await site.upgrade("--dry-run");
  assert.match(out, /^This would upgrade the site from 0\.1\.0 to 0\.2\.0\./);
  assert.match(out, /Files: 1 updated, 1 added\./);
  assert.equal(err, "Nothing was changed.");
  assert.deepEqual(await site.files(), before);
});

Deno.test("refuses while there are uncommitted changes, and names them", async () => {
  await using site = await siteFrom(FILES, NEWER);
  await Deno.writeTextFile(join(site.root, "a.ts"), "mine\n");
  for (let index = 0; index < 6; index++) {
    await Deno.writeTextFile(join(site.root, `mine${index}.ts`), "mine\n");
  }
  await refused(
    site,
    /^There are uncommitted changes:\n {2}a\.ts\n {2}mine0\.ts\n[^]*and 2 more\nCommit or stash/,
  );
  await site.git("add", "--all");
  await refused(site, /uncommitted changes/);
});

Deno.test("refuses outside of git", async () => {
  await using site = await siteFrom(FILES, NEWER);
  await Deno.remove(join(site.root, ".git"), { recursive: true });
  await refused(
    site,
    /not a git repository[^]*not in git yet[^]*git init && git add --all && git commit/,
  );
});

Deno.test("refuses in a folder that is not a site, and with answers that are not valid", async () => {
  await using site = await siteFrom(FILES, NEWER);
  for (
    const text of [
      "",
      "[]",
      '{"version":"one"}',
      '{"version":"0.1.0","languages":[1]}',
      '{"version":"0.1.0","languages":["en,de"]}',
      '{"version":"0.1.0","--allow-all":""}',
      "<<<<<<<",
    ]
  ) {
    await site.edit({ ".latchkey.json": text });
    await refused(site, /\.latchkey\.json is not valid\./);
  }
  await site.edit({ ".latchkey.json": null });
  await refused(site, /There is no \.latchkey\.json[^]*docs\/upgrading\.md/);
});

Deno.test("an answer never becomes another option of the release's program", async () => {
  await using site = await siteFrom({ "a.ts": "{{name}}\n" }, {
    "a.ts": "{{name}}!\n",
  });
  const answers = JSON.parse(await site.read(".latchkey.json") ?? "");
  const name = '--force "$(touch x)" `y`';
  await site.edit({
    ".latchkey.json": JSON.stringify({ ...answers, name }),
    "a.ts": `${name}\n`,
  });
  await site.upgrade();
  assert.equal(await site.read("a.ts"), `${name}!\n`);
});

Deno.test("says when there is nothing to do, and refuses to go back", async () => {
  await using site = await siteFrom(FILES, NEWER);
  const same = await site.upgradeWith(["--from", site.base]);
  assert.deepEqual(same, {
    code: 0,
    out: "The site is at 0.1.0 already.",
    err: "",
  });
  const older = await writeRelease(join(site.base, "older"), {
    version: "0.0.9",
    files: FILES,
  });
  await refused(site, /at 0\.1\.0, which is later than 0\.0\.9/, {
    args: ["--from", older],
  });
});

Deno.test("refuses releases that are not those asked for, and what is no release", async () => {
  await using site = await siteFrom(FILES, NEWER);
  const { base, next } = site;
  const refuses = (message: RegExp, code: number, ...args: string[]) =>
    refused(site, message, { args, code });
  await refuses(
    /is release 0\.2\.0, not 0\.3\.0/,
    2,
    "0.3.0",
    "--base",
    base,
    "--from",
    next,
  );
  await refuses(
    /is release 0\.2\.0, not 0\.1\.0/,
    2,
    "--base",
    next,
    "--from",
    next,
  );
  await refuses(/latest is not a version/, 2, "latest");
  await refuses(/There is no \/nowhere/, 1, "--from", "/nowhere");
  await refuses(/is not a release of create-latchkey/, 1, "--from", site.root);
  await refuses(/unknown option/, 2, "--force");
});

Deno.test("a release's program can't reach anything but its own files", async () => {
  await using site = await siteFrom(FILES, NEWER);
  const outside = join(site.root, "a.ts");
  const attempts: Record<string, [program: string, said: RegExp]> = {
    reading: [
      `import { readFileSync } from "node:fs"; readFileSync(${
        JSON.stringify(outside)
      });`,
      /Requires read access/,
    ],
    writing: [
      `import { writeFileSync } from "node:fs"; writeFileSync(${
        JSON.stringify(outside)
      }, "");`,
      /Requires write access/,
    ],
    "a static import": [
      `import text from ${
        JSON.stringify(outside)
      } with { type: "text" }; console.log(text);`,
      /Requires read access/,
    ],
    "an import": [
      `console.log(await import(${
        JSON.stringify(outside)
      }, { with: { type: "text" } }));`,
      /Requires read access/,
    ],
    "a module": [
      `import ${JSON.stringify(pathToFileURL(outside).href)};`,
      /Requires read access/,
    ],
    running: [
      'await new Deno.Command("true").output();',
      /Requires run access/,
    ],
    system: ["Deno.hostname();", /Requires sys access/],
    network: ['await fetch("http://127.0.0.1:8123/");', /Requires net access/],
    imports: ['await import("npm:preact@10.29.8");', /npm/],
    environment: [
      "console.error(process.env.PATH); process.exit(1);",
      /undefined/,
    ],
    failing: [
      'console.error("Unknown feature"); process.exit(3);',
      /:\nUnknown feature$/,
    ],
    nothing: ["", /:\n$/],
  };
  for (const [name, [program, said]] of Object.entries(attempts)) {
    const next = await writeRelease(join(site.next, name), {
      version: "0.2.0",
      files: NEWER,
      program: `import process from "node:process"; ${program}`,
    });
    const args = ["--base", site.base, "--from", next];
    await refused(site, /^Release 0\.2\.0 can't make a site from/, { args });
    await refused(site, said, { args });
  }
});

Deno.test("refuses a release that writes where no release may", async () => {
  for (
    const path of [
      ".git/hooks/pre-commit",
      ".Data/x",
      "node_modules/a/b.js",
      ".env",
    ]
  ) {
    await using site = await siteFrom(FILES, { ...NEWER, [path]: "hostile\n" });
    await refused(site, /which no release may have/);
  }
});

Deno.test("a release can't change what the terminal shows", async () => {
  await using site = await siteFrom(FILES, NEWER);
  const hidden = "\x1b[2J\x9b2J";
  const named = await writeRelease(join(site.next, "named"), {
    version: "0.2.0",
    files: { ...NEWER, [`routes/admin/${hidden}.ts`]: "" },
  });
  await refused(site, /which no release may have/, {
    args: ["--base", site.base, "--from", named],
  });
  const failing = await writeRelease(join(site.next, "failing"), {
    version: "0.2.0",
    files: NEWER,
    program: `console.error(${JSON.stringify(`${hidden}Fine`)}); throw "";`,
  });
  for (const next of [named, failing]) {
    const { err } = await site.upgradeWith(
      ["--base", site.base, "--from", next, "--dry-run"],
    );
    // deno-lint-ignore no-control-regex -- They are what is looked for.
    assert.doesNotMatch(err, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  }
});

Deno.test("a key in JSON can't change what the terminal shows either", async () => {
  const json = (value: number) => JSON.stringify({ "\x1b[2J": value }) + "\n";
  await using site = await siteFrom({ "a.json": json(1) }, {
    "a.json": json(2),
  });
  await site.edit({ "a.json": json(3) });
  const { out } = await site.upgrade("--dry-run");
  assert.match(out, / {2}a\.json \(\\u001b\[2J\)$/m);
});
