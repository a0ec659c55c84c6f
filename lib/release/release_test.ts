/** Releases in temporary Git repositories. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runRelease } from "./program.ts";
import { run } from "./run.ts";

const NOW = Date.UTC(2026, 1, 1, 10, 20, 30, 400);

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- A page.

### Security

- **High**: A link worked twice.
`;

/** What stands for the tool that builds the package. */
const BUILD = `
const { version } = JSON.parse(Deno.readTextFileSync("lib/latchkey/deno.json"));
const folder = "_create";
Deno.mkdirSync(folder, { recursive: true });
Deno.writeTextFileSync(\`\${folder}/create-latchkey-\${version}.tgz\`, "package " + version);
`;

const CONFIG = {
  nodeModulesDir: "manual",
  lock: { frozen: true },
  imports: { jose: "npm:jose@6.0.0" },
  tasks: {
    check: "echo checked",
    test: "echo tested",
    "build:create": "deno run -q --allow-read --allow-write build.ts",
    install: { command: "deno install --entrypoint main.ts" },
  },
};

const LOCK = {
  version: "5",
  specifiers: { "npm:jose@6.0.0": "6.0.0" },
  npm: {
    "jose@6.0.0": { integrity: `sha512-${new Uint8Array(64).toBase64()}` },
  },
  workspace: { dependencies: ["npm:jose@6.0.0"] },
};

interface Repository {
  readonly root: string;
  git(...args: string[]): Promise<string>;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Commits everything. */
  commit(): Promise<void>;
  release(...args: string[]): Promise<{ code: number; said: string }>;
}

async function withRepository(test: (repository: Repository) => Promise<void>) {
  const root = await Deno.makeTempDir({ prefix: "latchkey-release-" });
  const git = (...args: string[]) => run("git", args, { cwd: root });
  const write = (file: string, text: string) =>
    Deno.writeTextFile(join(root, file), text);
  const commit = async () => {
    await git("add", "--all");
    await git("commit", "--quiet", "--message=Change something");
  };
  try {
    await git("init", "--quiet", "--initial-branch=main");
    for (
      const [name, value] of [
        ["user.name", "Ada"],
        ["user.email", "ada@example.com"],
        ["commit.gpgsign", "false"],
        ["tag.gpgsign", "false"],
        ["core.hooksPath", ".git/hooks"],
      ]
    ) await git("config", name, value);
    await Deno.mkdir(join(root, "lib/latchkey"), { recursive: true });
    await write("deno.json", JSON.stringify(CONFIG));
    await write("deno.lock", JSON.stringify(LOCK));
    await write("build.ts", BUILD);
    await write("main.ts", "");
    await write(".gitignore", "/dist/\n/_create/\n");
    await write("CHANGELOG.md", CHANGELOG);
    await write(
      "lib/latchkey/deno.json",
      '{\n  "name": "@latchkey/core",\n  "version": "0.1.0"\n}\n',
    );
    await commit();
    await test({
      root,
      git,
      write,
      commit,
      read: (file) => Deno.readTextFile(join(root, file)),
      async release(...args) {
        const lines: string[] = [];
        const say = (line: string) => lines.push(line);
        const now = () => NOW;
        const code = await runRelease(args, { root, out: say, err: say, now });
        return { code, said: lines.join("\n") };
      },
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Everything that a release changes. */
async function stateOf({ git, read, root }: Repository) {
  return {
    head: await git("rev-parse", "HEAD"),
    tags: await git("tag"),
    status: await git("status", "--porcelain"),
    changelog: await read("CHANGELOG.md"),
    version: await read("lib/latchkey/deno.json"),
    dist: await namesIn(join(root, "dist")),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.map(({ name }) => name);
  } catch {
    return [];
  }
}

Deno.test("releases: version, changelog, commit, tag and files", () =>
  withRepository(async (repository) => {
    const { git, read, release, root } = repository;
    const { code, said } = await release("minor");
    assert.equal(code, 0, said);
    assert.match(said, /git push --atomic origin main v0\.2\.0\n/);
    assert.match(
      said,
      /npm publish dist\/0\.2\.0\/create-latchkey-0\.2\.0\.tgz$/,
    );
    assert.match(await read("lib/latchkey/deno.json"), /"version": "0\.2\.0"/);
    assert.match(
      await read("CHANGELOG.md"),
      /^## \[Unreleased\]\n\n## \[0\.2\.0\] - 2026-02-01\n\n### Added\n/m,
    );
    assert.equal(
      await git("log", "-1", "--format=%s %cI %aI"),
      "Release 0.2.0 2026-02-01T10:20:30+00:00 2026-02-01T10:20:30+00:00\n",
    );
    assert.equal(
      await git(
        "tag",
        "--points-at",
        "HEAD",
        "--format=%(objecttype) %(refname)",
      ),
      "tag refs/tags/v0.2.0\n",
    );
    assert.equal(await git("status", "--porcelain"), "");
    const folder = join(root, "dist/0.2.0");
    const checked = await run("sha256sum", ["--check", "SHA256SUMS"], {
      cwd: folder,
    });
    assert.deepEqual(checked.trim().split("\n").toSorted(), [
      "NOTES.md: OK",
      "create-latchkey-0.2.0.tgz: OK",
      "latchkey-0.2.0.cdx.json: OK",
      "releases.json: OK",
    ]);
    assert.equal(
      await read("dist/0.2.0/create-latchkey-0.2.0.tgz"),
      "package 0.2.0",
    );
    const bill = JSON.parse(await read("dist/0.2.0/latchkey-0.2.0.cdx.json"));
    assert.equal(bill.metadata.timestamp, "2026-02-01T10:20:30.000Z");
    const list = JSON.parse(await read("dist/0.2.0/releases.json"));
    assert.equal(list.releases[0].security[0].severity, "high");
  }));

Deno.test("writes the same files again from the tag", () =>
  withRepository(async ({ git, read, release, write, commit }) => {
    assert.equal((await release("--checked")).code, 0);
    const sums = await read("dist/0.1.0/SHA256SUMS");
    await write("main.ts", "// changed\n");
    await commit();
    const wrong = await release("--rebuild");
    assert.equal(wrong.code, 1);
    assert.match(wrong.said, /git switch --detach v0\.1\.0/);
    await git("switch", "--quiet", "--detach", "v0.1.0");
    const { code, said } = await release("--rebuild");
    assert.equal(code, 0, said);
    assert.equal(await read("dist/0.1.0/SHA256SUMS"), sums);
  }));

Deno.test("--dry-run checks everything and changes nothing", () =>
  withRepository(async (repository) => {
    const before = await stateOf(repository);
    const { code, said } = await repository.release("0.3.0", "--dry-run");
    assert.equal(code, 0, said);
    assert.match(said, /Running deno task test/);
    assert.match(said, /Commit "Release 0\.3\.0" and tag it v0\.3\.0$/);
    assert.deepEqual(await stateOf(repository), before);
  }));

Deno.test("says everything that stands against a release", () =>
  withRepository(async (repository) => {
    const { git, write, release } = repository;
    await git("switch", "--quiet", "--create", "other");
    await write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n");
    await write("new.ts", "");
    const before = await stateOf(repository);
    const { code, said } = await release("0.0.9");
    assert.equal(code, 1);
    assert.match(said, /The branch is "other"/);
    assert.match(said, /not committed.*\n M CHANGELOG\.md\n\?\? new\.ts/);
    assert.match(said, /"## \[Unreleased\]" is empty/);
    assert.match(said, /0\.0\.9 must not be lower than 0\.1\.0/);
    assert.deepEqual(await stateOf(repository), before);
  }));

Deno.test("takes only a version after the last one", () =>
  withRepository(async ({ git, release, read }) => {
    assert.equal((await release("--checked")).code, 0);
    assert.match(await read("lib/latchkey/deno.json"), /"0\.1\.0"/);
    await git("tag", "v0.4.0");
    for (
      const [version, expected] of [
        [
          [],
          /0\.1\.0 has been released\. Say which version is next: patch, minor/,
        ],
        [["0.1.0"], /must be greater than 0\.4\.0/],
        [["patch"], /0\.1\.1 must be greater than 0\.4\.0/],
        [["1.0"], /"1\.0" is neither patch, minor, major nor/],
        [["$(id)"], /"\$\(id\)" is neither/],
      ] as const
    ) {
      const { code, said } = await release(...version);
      assert.equal(code, 1);
      assert.match(said, expected);
    }
    const usage = await release("patch", "--force");
    assert.deepEqual([usage.code, usage.said], [
      2,
      "error: unknown option '--force'",
    ]);
  }));

const FAILURES: Record<string, (repository: Repository) => Promise<void>> = {
  "the tests fail": ({ write }) =>
    write(
      "deno.json",
      JSON.stringify({ ...CONFIG, tasks: { ...CONFIG.tasks, test: "exit 1" } }),
    ),
  "the package cannot be built": ({ write }) =>
    write("build.ts", "throw new Error('no package')"),
  "the package is missing": ({ write }) => write("build.ts", ""),
  "building changes files": ({ write }) =>
    write("build.ts", `${BUILD}\nDeno.writeTextFileSync("main.ts", "// new");`),
  "the lock file cannot be listed": ({ write }) =>
    write("deno.lock", JSON.stringify({ ...LOCK, jsr: {} })),
};

for (const [failure, prepare] of Object.entries(FAILURES)) {
  Deno.test(`changes neither files nor tags when ${failure}`, () =>
    withRepository(async (repository) => {
      await prepare(repository);
      await repository.commit();
      const before = await stateOf(repository);
      const { code, said } = await repository.release("patch");
      assert.equal(code, 1, said);
      const after = await stateOf(repository);
      // What a tool of the project changed itself stays for people to see.
      const status = failure === "building changes files" ? " M main.ts\n" : "";
      assert.deepEqual({ ...after, dist: [] }, { ...before, dist: [], status });
      assert.ok(!after.dist.includes("0.1.1"));
    }));
}

for (const hook of ["pre-commit", "reference-transaction"]) {
  Deno.test(`changes neither files nor tags when the hook ${hook} rejects it`, () =>
    withRepository(async (repository) => {
      const path = join(repository.root, ".git/hooks", hook);
      // The second hook only rejects the tag, after the commit.
      const script = hook === "pre-commit"
        ? "exit 1"
        : '[ "$1" = prepared ] && grep -q refs/tags/ && exit 1; exit 0';
      await Deno.mkdir(join(repository.root, ".git/hooks"), {
        recursive: true,
      });
      await Deno.writeTextFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const before = await stateOf(repository);
      const { code, said } = await repository.release("patch", "--checked");
      assert.equal(code, 1, said);
      assert.match(said, /No release was made: everything is as before\.$/);
      assert.deepEqual(await stateOf(repository), { ...before, dist: [] });
    }));
}

Deno.test("takes everything back when it is stopped", () =>
  withRepository(async (repository) => {
    await repository.write(
      "build.ts",
      `${BUILD}\nDeno.writeTextFileSync("dist/started", "");\n` +
        "await new Promise((end) => setTimeout(end, 1500));",
    );
    await repository.commit();
    const before = await stateOf(repository);
    const made = repository.release("patch", "--checked");
    while (!(await stateOf(repository)).dist.includes("started")) {
      await new Promise((end) => setTimeout(end, 20));
    }
    Deno.kill(Deno.pid, "SIGTERM");
    const { code, said } = await made;
    assert.equal(code, 1);
    assert.match(said, /^The release was stopped\./);
    assert.deepEqual(await stateOf(repository), {
      ...before,
      dist: ["started"],
    });
  }));
