/** The project's own changelog, version and task. */
import assert from "node:assert/strict";
import { compareVersions, isVersion } from "../latchkey/version.ts";
import { readChangelog } from "./changelog.ts";
import { currentVersion } from "./plan.ts";
import { securityProblems } from "./release_list.ts";

const changelog = readChangelog(await Deno.readTextFile("CHANGELOG.md"));

Deno.test("the changelog of this project has no problems", () => {
  assert.deepEqual([...changelog.problems, ...securityProblems(changelog)], []);
});

Deno.test("the version is that of the last release, or a later one", async () => {
  const version = await currentVersion(Deno.cwd());
  assert.ok(isVersion(version), version);
  const last = changelog.sections.find(({ version }) => version !== null);
  if (last?.version) assert.ok(compareVersions(version, last.version) >= 0);
});

Deno.test("the task has the permissions to show its help", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=release", "lib/release/main.ts", "--help"],
  }).output();
  const decoder = new TextDecoder();
  assert.equal(code, 0, decoder.decode(stderr));
  assert.match(decoder.decode(stdout), /^Usage: deno task release /);
});
