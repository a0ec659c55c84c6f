/** The npm package. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { dirname, join, normalize } from "node:path/posix";
import { type Files, textOf } from "../site/files.ts";
import { packagedName, readTemplate } from "../template.ts";
import { installPackage, ROOT, TEMPLATE } from "../testing.ts";
import { buildPackage, tarballOf } from "./package.ts";

const FOLDER = dirname(await installPackage());
const CONFIG = JSON.parse(textOf(TEMPLATE, "deno.json"));

/** The TypeScript modules of a site with their texts. */
function modulesOf(files: Files): [path: string, text: string][] {
  return [...files.keys()].filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, textOf(files, path)]);
}

async function runProgram(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args }).output();
  return new TextDecoder().decode(stdout);
}

Deno.test("has Latchkey's version, one program and no dependencies", async () => {
  const text = await Deno.readTextFile(join(ROOT, "lib/latchkey/deno.json"));
  const [, version] = /"version": "([^"]+)"/.exec(text) ?? [];
  const manifest = JSON.parse(
    await Deno.readTextFile(join(FOLDER, "package.json")),
  );
  assert.equal(manifest.version, version);
  assert.deepEqual(manifest.bin, { "create-latchkey": "create.js" });
  for (const key of ["dependencies", "scripts", "exports", "main"]) {
    assert.ok(!(key in manifest), key);
  }
  for (const program of ["node", "deno"]) {
    const args = program === "node" ? [] : ["run", "--allow-all"];
    const create = join(FOLDER, "create.js");
    const printed = await runProgram(program, ...args, create, "--version");
    assert.equal(printed, `${version}\n`, program);
  }
});

Deno.test("gives the same bytes again, in a tarball that tar can read", async () => {
  const [one, other] = [await buildPackage(ROOT), await buildPackage(ROOT)];
  assert.ok(Buffer.from(tarballOf(other)).equals(tarballOf(one)));
  const file = await Deno.makeTempFile({ suffix: ".tgz" });
  try {
    await Deno.writeFile(file, tarballOf(one));
    const listed = await runProgram("tar", "--list", "--gzip", "--file", file);
    assert.deepEqual(
      listed.trimEnd().split("\n"),
      [...one.files.keys()].map((path) => `package/${path}`),
    );
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("brings the template along unchanged, and its lock file", async () => {
  const found = await readTemplate(join(FOLDER, "template"));
  assert.ok(found.delete("deno.lock"));
  assert.deepEqual([...found.keys()], [...TEMPLATE.keys()]);
  for (const [path, bytes] of TEMPLATE) {
    assert.ok(Buffer.from(bytes).equals(found.get(path)!), path);
  }
});

Deno.test("has no file whose name npm changes or leaves out", () => {
  for (const path of TEMPLATE.keys()) {
    const packed = packagedName(path);
    assert.doesNotMatch(
      `/${packed}`,
      /\/(?:\.git|\.npm|\.DS_Store|node_modules|package-lock)/,
    );
    assert.ok(!/^_/.test(path), `${path} would begin with a dot in a site`);
  }
});

Deno.test("has nothing that is only about the project", () => {
  for (const path of TEMPLATE.keys()) {
    assert.doesNotMatch(
      path,
      /^(?:\.ci|\.github|bench|lib\/create-latchkey|lib\/release|lib\/fresh\/tests)\/|^(?:LICENSE|CHANGELOG|CONTRIBUTING|SECURITY)|^lib\/.*_(?:test|slow)\.tsx?$/,
    );
  }
  const { tasks, permissions, exclude, imports } = CONFIG;
  for (const name of ["bench", "build:create", "crash", "docs", "fuzz"]) {
    assert.ok(!(name in tasks), name);
  }
  for (const name of ["bench", "build-create", "crash", "docs", "fuzz"]) {
    assert.ok(!(name in permissions), name);
  }
  assert.deepEqual(exclude, ["_fresh", ".data", "node_modules"]);
  for (const name of ["autocannon", "@clack/prompts", "dockerfile-utils"]) {
    assert.ok(!(name in imports), name);
  }
});

Deno.test("every program that a task starts is in the template", () => {
  const { tasks, permissions } = CONFIG;
  for (const name of ["start", "dev", "check", "test", "new", "screenshots"]) {
    assert.ok(name in tasks, name);
  }
  for (
    const [name, { command }] of Object.entries<{ command: string }>(tasks)
  ) {
    for (const word of command.split(" ")) {
      if (/^[^*]+\.tsx?$/.test(word)) assert.ok(TEMPLATE.has(word), name);
      const [, set] = /^-P=(.+)$/.exec(word) ?? [];
      if (set) assert.ok(set in permissions, `${name}: ${set}`);
    }
  }
});

Deno.test("every module that a page or a test imports is in the template", () => {
  for (const [path, text] of modulesOf(TEMPLATE)) {
    if (path.startsWith("lib/")) continue; // Writes modules, in strings.
    for (
      const [, named] of text.matchAll(
        /^(?:import|export)\b[^;'"]*["'](\.[^"']+\.tsx?)["']/gm,
      )
    ) {
      const module = normalize(join(dirname(path), named));
      assert.ok(TEMPLATE.has(module), `${path} imports ${named}`);
    }
  }
});

Deno.test("every package that a module imports is in deno.json", () => {
  const known = Object.keys(CONFIG.imports);
  for (const [path, text] of modulesOf(TEMPLATE)) {
    if (path.startsWith("lib/fresh/")) continue; // Has imports of its own.
    for (
      const [, name] of text.matchAll(
        /^import\b[^;'"]*["']([^."'][^"']*)["']/gm,
      )
    ) {
      if (/^(?:node:|npm:|@latchkey\/)/.test(name)) continue;
      const isKnown = known
        .some((each) => each === name || name.startsWith(`${each}/`));
      assert.ok(isKnown, `${path} imports ${name}`);
    }
  }
});

Deno.test("the documentation links only to files of the template", () => {
  for (const path of TEMPLATE.keys()) {
    if (!path.endsWith(".md")) continue;
    for (
      const [, target] of textOf(TEMPLATE, path).matchAll(/\]\(([^)\s]+)\)/g)
    ) {
      if (/^(?:[a-z]+:|#)/.test(target)) continue;
      const file = normalize(join(dirname(path), target.split("#")[0]))
        .replace(/\/$/, "");
      const exists = TEMPLATE.has(file) ||
        [...TEMPLATE.keys()].some((each) => each.startsWith(`${file}/`));
      assert.ok(exists, `${path} links to ${target}`);
    }
  }
});
