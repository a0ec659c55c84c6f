import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { ROOT, temporaryFolder } from "../testing.ts";
import { readTemplate } from "./template.ts";

/** What no template can be made without. */
const NEEDED = [
  ".dockerignore",
  ".gitignore",
  "LICENSE",
  "deno.json",
  "lib/create-latchkey/site/README.md",
  "lib/create-latchkey/site/social.png",
  "lib/latchkey/deno.json",
  "lib/site.ts",
];

Deno.test("files that git ignores are in no package", async () => {
  await using folder = await temporaryFolder();
  const at = (path: string) => join(folder.path, path);
  for (const path of NEEDED) {
    await Deno.mkdir(dirname(at(path)), { recursive: true });
    await Deno.copyFile(join(ROOT, path), at(path));
  }
  await Deno.mkdir(at("static/node_modules"), { recursive: true });
  await Deno.mkdir(at("docs/drafts"), { recursive: true });
  const git = async (...args: string[]) => {
    const cwd = folder.path;
    assert.ok((await new Deno.Command("git", { args, cwd }).output()).success);
  };
  await git("init", "--quiet");
  await Deno.writeTextFile(at(".git/info/exclude"), ".env\ndrafts/\n*.jsonl\n");
  const own = ["docs/kept.md", "docs/kept.jsonl", "static/new.txt"];
  const ignored = [
    "docs/.env",
    "docs/drafts/plan.md",
    "static/backup.jsonl",
    "static/node_modules/a.js",
  ];
  for (const path of [...own, ...ignored]) {
    await Deno.writeTextFile(at(path), "");
  }
  await git("add", "--force", "docs/kept.jsonl");
  const template = await readTemplate(folder.path);
  assert.deepEqual(own.filter((path) => !template.has(path)), []);
  assert.deepEqual(ignored.filter((path) => template.has(path)), []);
});
