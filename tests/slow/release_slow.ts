/** A release of this project, with its own tasks and permissions, in a clone. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readChangelog } from "../../lib/release/changelog.ts";

const CHANGELOG = `# Changelog

## [Unreleased]

### Security

- **High**: A link worked twice.
`;

async function run(cwd: string, program: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
  }).output();
  const decoder = new TextDecoder();
  assert.equal(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout).trim();
}

/** As links to the same files, if the folders are on one disk. */
async function copyPackages(root: string) {
  const packages = join(Deno.cwd(), "node_modules");
  try {
    await run(root, "cp", "--archive", "--link", packages, root);
  } catch {
    await Deno.remove(join(root, "node_modules"), { recursive: true });
    await run(root, "cp", "--archive", packages, root);
  }
}

/** A clone of the last commit, with the installed packages. */
async function withClone(test: (root: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-clone-" });
  const root = join(folder, "latchkey");
  try {
    const clone = ["clone", "--quiet", "--no-tags", Deno.cwd(), root];
    await run(folder, "git", ...clone);
    await run(root, "git", "switch", "--quiet", "--force-create", "main");
    await run(root, "git", "config", "user.name", "Ada");
    await run(root, "git", "config", "user.email", "ada@example.com");
    await copyPackages(root);
    await Deno.writeTextFile(`${root}/CHANGELOG.md`, CHANGELOG);
    await run(
      root,
      "git",
      "commit",
      "--quiet",
      "--all",
      "--message=Fix a link",
    );
    await test(root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("releases this project, and doctor of the version before learns of it", () =>
  withClone(async (root) => {
    const config = JSON.parse(
      await Deno.readTextFile(`${root}/lib/latchkey/deno.json`),
    );
    const [major, minor, patch] = config.version.split(".").map(Number);
    const version = `${major}.${minor}.${patch + 1}`;
    const task = ["task", "--quiet", "release", "patch", "--checked"];
    const said = await run(root, "deno", ...task);
    assert.match(said, new RegExp(`^Made the release ${version}\\.`, "m"));
    assert.equal(await run(root, "git", "tag"), `v${version}`);
    assert.equal(await run(root, "git", "status", "--porcelain"), "");
    const { sections } = readChangelog(
      await Deno.readTextFile(`${root}/CHANGELOG.md`),
    );
    assert.deepEqual(sections.map((each) => each.version), [null, version]);
    const folder = `${root}/dist/${version}`;
    await run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS");
    const { stdout, code } = await new Deno.Command("deno", {
      args: ["task", "--quiet", "cli", "doctor"],
      env: {
        APP_ENV: "test",
        BCRYPT_COST: "4",
        SECURITY_RELEASES: `${folder}/releases.json`,
      },
    }).output();
    assert.equal(code, 1);
    assert.match(
      new TextDecoder().decode(stdout),
      new RegExp(
        `^fail – Releases: .* security fix of ${version} .*: A link`,
        "m",
      ),
    );
  }));
