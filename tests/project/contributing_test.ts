/** What `CONTRIBUTING.md` says about commands, folders and files. */
import assert from "node:assert/strict";
import { partOf, readChangelog } from "../../lib/release/changelog.ts";
import { securityProblems } from "../../lib/release/release_list.ts";
import { PATH, spansOf, withoutBlocks } from "../docs/markdown.ts";

const PAGE = await Deno.readTextFile("CONTRIBUTING.md");

Deno.test("its tasks are tasks of deno.json", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const named = [...PAGE.matchAll(/\bdeno(?:@[\d.]+)? task ([\w:]+)/g)]
    .map(([, task]) => task);
  assert.ok(named.length > 5);
  for (const task of named) assert.ok(task in tasks, task);
});

Deno.test("its files and folders exist", async () => {
  // Written by a release.
  const made = [
    "dist/",
    "latchkey-<version>.cdx.json",
    "releases.json",
    "NOTES.md",
  ];
  const paths = spansOf(withoutBlocks(PAGE)).filter((span) =>
    PATH.test(span) && !made.includes(span) &&
    !["path/to/a_test.ts", "lib/create-latchkey/"].includes(span)
  );
  assert.ok(paths.length > 8, paths.join());
  for (const path of paths) await Deno.stat(path);
});

Deno.test("it describes every folder that no site has", () => {
  for (const folder of ["bench", "lib/create-latchkey", "lib/release"]) {
    assert.ok(PAGE.includes(`- \`${folder}/\` `), folder);
  }
});

Deno.test("its example of a security fix is one that a release takes", () => {
  const [, example] = /^```md\n(### Security.*?)\n```$/ms.exec(PAGE) ?? [];
  const changelog = readChangelog(`# Changelog

## [Unreleased]

${example}
`);
  assert.deepEqual([...changelog.problems, ...securityProblems(changelog)], []);
  assert.match(partOf(changelog.sections[0].text, "Security"), /^- \*\*High/);
});
