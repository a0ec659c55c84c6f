/**
 * Each dependency's version is written in one place, so that an update changes
 * one line.
 */
import assert from "node:assert/strict";

/** Configuration files that contain versions. */
const FILES = [
  ".ci/run",
  "Dockerfile",
  "README.md",
  "compose.yaml",
  "deno.json",
  "lib/fresh/deno.json",
];

/**
 * The npm packages that a text names with a version, without Deno itself, which
 * commands name repeatedly.
 */
function packagesIn(text: string): string[] {
  return [...text.matchAll(/((?:@[\w.-]+\/)?[\w.-]+)@[~^]?\d+\.\d/g)]
    .map(([, name]) => name)
    .filter((name) => name !== "deno");
}

// lib/fresh/deno.json omits packages that the site imports too, and uses those
// of deno.json.
Deno.test("each package's version is written once", async () => {
  const packages: string[] = [];
  for (const file of FILES) {
    packages.push(...packagesIn(await Deno.readTextFile(file)));
  }
  assert.ok(packages.includes("esbuild"));
  const twice = packages.filter((name, at) => packages.indexOf(name) !== at);
  assert.deepEqual(twice, []);
});

Deno.test("the README, the image and CI use the same version of Deno", async () => {
  const versions = new Set<string>();
  for (
    const file of [
      "README.md",
      "Dockerfile",
      ".ci/run",
      ".devcontainer/devcontainer.json",
      ".github/actions/setup/action.yml",
    ]
  ) {
    const text = await Deno.readTextFile(file);
    const found = [
      ...text.matchAll(/\bdeno(?:[@:]|-version: )(\d+\.\d+\.\d+)/g),
    ];
    assert.ok(found.length > 0, file);
    for (const [, version] of found) versions.add(version);
  }
  assert.equal(versions.size, 1, [...versions].join());
});
