/** An upgrade over the real history of this repository. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { siteOf, type UpgradableSite } from "../../testing/upgrade/site.ts";
import { until } from "../../testing/until.ts";
import { output } from "../../testing/upgrade/run.ts";
import { writeRelease } from "../../testing/upgrade/release.ts";

const ROOT = Deno.cwd();

/** How many commits the two releases are apart. */
const COMMITS = 60;

/** How many lines before and after an edit must be the same in both releases. */
const NEIGHBOURS = 3;

/** What sites don't have. */
const LEFT_OUT = [
  ...[".ci", ".github", "bench", "lib/create-latchkey", "lib/release"],
  ...["lib/fresh/tests", "tests/browser/screenshots", "tests/slow"],
];

/** The files that are edited, and what their edited lines look like. */
const EDITS: readonly [path: string, line: RegExp, edited: string][] = [
  ["routes/_error.tsx", /^\}\);$/, "$&\n\n// The owner's page."],
  ["islands/LoginForm.tsx", /^\}$/, "$&\n\n// The owner's island."],
  ["lib/messages/de.ts", /^( {4}\w+: )"[^"{}]*",$/, '$1"Bücher",'],
  ["lib/site.ts", /^ {2}name: "Latchkey",$/, '  name: "My books",'],
  ["static/styles.css", /^\}$/, "}\n\n.ours {\n  color: inherit;\n}"],
  ["docs/getting-started.md", /^$/, "\nThe owner's paragraph.\n"],
  [
    "tests/server_test.ts",
    /^\}\);$/,
    '});\n\nDeno.test("the owner\'s test", () => {});',
  ],
];

/** The oldest of the commits; null without that much history, as in a site or a shallow clone. */
async function commitBefore(): Promise<string | null> {
  const found = await output(
    "git",
    [
      "rev-list",
      "--max-count=1",
      `--skip=${COMMITS}`,
      "HEAD",
      "--",
      "lib/latchkey/mod.ts",
      ".",
    ],
    ROOT,
  ).catch(() => "");
  return found.trim() || null;
}

/** Writes the release of a commit. */
async function releaseOf(commit: string, version: string, folder: string) {
  // Older commits have no choices.
  await writeRelease(folder, { version, files: {}, isWhole: true });
  const archive = `${folder}.tar`;
  await output("git", ["archive", `--output=${archive}`, commit], ROOT);
  const template = join(folder, "template");
  await output(
    "tar",
    [
      "--extract",
      "--file",
      archive,
      ...LEFT_OUT.map((path) => `--exclude=${path}`),
    ],
    template,
  );
  return template;
}

/** Edits the first matching line that is the same in both releases, with its neighbours. */
function edit(text: string, other: string, line: RegExp, edited: string) {
  const lines = text.split("\n");
  const index = lines.findIndex((each, index) =>
    line.test(each) && count(other, around(lines, index)) === 1 &&
    count(text, around(lines, index)) === 1
  );
  assert.notEqual(index, -1, `No ${line} is the same in both.`);
  const before = around(lines, index);
  const after = before.split("\n");
  const own = Math.min(index, NEIGHBOURS);
  after[own] = after[own].replace(line, edited);
  return {
    edited: text.replace(before, () => after.join("\n")),
    merged: other.replace(before, () => after.join("\n")),
  };
}

function around(lines: readonly string[], index: number): string {
  const first = Math.max(0, index - NEIGHBOURS);
  return lines.slice(first, index + NEIGHBOURS + 1).join("\n");
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Upgrades once more by the task itself, which is killed while it writes. */
async function interruptAndFinish({ root, next, read }: UpgradableSite) {
  const later = `${next}-later`;
  await output("cp", ["--recursive", next, later], ROOT);
  await change(
    join(later, "package.json"),
    (text) => text.replace("0.2.0", "0.3.0"),
  );
  for (const folder of ["docs", "lib/latchkey"]) {
    await changeBelow(join(later, "template", folder));
  }
  const args = ["--base", next, "--from", later];
  // Older than the packages, so that the task installs nothing into the original's folder.
  for (const name of ["deno.json", "deno.lock"]) {
    await Deno.utime(join(root, name), 0, 0);
  }
  const child = new Deno.Command("deno", {
    args: [
      "run",
      "-q",
      "-P=upgrade",
      "lib/latchkey/dev/upgrade/main.ts",
      ...args,
    ],
    cwd: root,
    stdout: "null",
    stderr: "null",
  }).spawn();
  const isUnchanged = async () =>
    !(await read("docs/README.md"))?.endsWith(CHANGE);
  await until(async () => !await isUnchanged());
  child.kill("SIGKILL");
  await child.status;
  assert.match(await read(".latchkey.json") ?? "", /"0\.2\.0"/);

  const said = await output("deno", ["task", "-q", "upgrade"], root);
  assert.match(said, /^Upgraded the site from 0\.2\.0 to 0\.3\.0\./);
  assert.match(await read(".latchkey.json") ?? "", /"0\.3\.0"/);
  for (
    const path of [
      "docs/README.md",
      "lib/latchkey/mod.ts",
      "lib/latchkey/tables.ts",
    ]
  ) {
    assert.ok((await read(path))?.endsWith(CHANGE), path);
  }
}

/** What a later release adds to files. */
const CHANGE = "\n// Later.\n";

async function changeBelow(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) await changeBelow(join(folder, name));
    else if (/\.(?:tsx?|md)$/.test(name)) {
      await change(join(folder, name), (text) => text + CHANGE);
    }
  }
}

async function change(file: string, edit: (text: string) => string) {
  await Deno.writeTextFile(file, edit(await Deno.readTextFile(file)));
}

const commit = await commitBefore();
if (commit === null) {
  console.log(
    `The upgrade over real history is skipped: there are fewer than ${COMMITS} commits here.`,
  );
}

Deno.test({
  name:
    `an upgrade over ${COMMITS} commits keeps seven edited files without a conflict`,
  ignore: commit === null,
  async fn() {
    await using site = await siteOf(async (base, next) => {
      await releaseOf(commit ?? "", "0.1.0", base);
      await releaseOf("HEAD", "0.2.0", next);
    });
    const edits: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [path, line, text] of EDITS) {
      const next = await Deno.readTextFile(join(site.next, "template", path));
      const result = edit(await site.read(path) ?? "", next, line, text);
      edits[path] = result.edited;
      expected[path] = result.merged;
    }
    await site.edit(edits);

    const { out } = await site.upgrade();

    assert.doesNotMatch(out, /conflict/i);
    for (const [path, text] of Object.entries(expected)) {
      assert.equal(await site.read(path), text, path);
    }
    const files = await site.files();
    for (const [path, text] of Object.entries(await site.filesOf("next"))) {
      if (!(path in expected)) assert.equal(files[path], text, path);
    }
    await output("ln", ["-s", join(ROOT, "node_modules")], site.root);
    await output("deno", [
      ...["check", "--quiet", "--node-modules-dir=manual", "main.ts", "dev.ts"],
      ...EDITS.map(([path]) => path).filter((path) => /\.tsx?$/.test(path)),
    ], site.root);

    await site.edit({});
    await interruptAndFinish(site);
  },
});
