/** Each version of what the project uses stands in one place, so that an update changes one. */
import assert from "node:assert/strict";

/** Configuration in which versions stand. */
const FILES = [
  ".ci/run",
  "Dockerfile",
  "README.md",
  "compose.yaml",
  "deno.json",
  "lib/fresh/deno.json",
];

/** The packages of npm that a text names with a version. Commands name Deno more than once. */
function packagesIn(text: string): string[] {
  return [...text.matchAll(/((?:@[\w.-]+\/)?[\w.-]+)@[~^]?\d+\.\d/g)]
    .map(([, name]) => name)
    .filter((name) => name !== "deno");
}

// lib/fresh/deno.json leaves out the packages that the site imports too: it finds those of deno.json.
Deno.test("the version of each package stands once", async () => {
  const packages: string[] = [];
  for (const file of FILES) {
    packages.push(...packagesIn(await Deno.readTextFile(file)));
  }
  assert.ok(packages.includes("esbuild"));
  const twice = packages.filter((name, at) => packages.indexOf(name) !== at);
  assert.deepEqual(twice, []);
});

Deno.test("the README, the image and the checks run the same version of Deno", async () => {
  const versions = new Set<string>();
  for (const file of ["README.md", "Dockerfile", ".ci/run"]) {
    const text = await Deno.readTextFile(file);
    const found = [...text.matchAll(/\bdeno[@:](\d+\.\d+\.\d+)/g)];
    assert.ok(found.length > 0, file);
    for (const [, version] of found) versions.add(version);
  }
  assert.equal(versions.size, 1, [...versions].join());
});
