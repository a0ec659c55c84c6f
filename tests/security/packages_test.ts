/** The packages that the site uses: which, and that nobody can exchange them. */
import assert from "node:assert/strict";

const config = JSON.parse(await Deno.readTextFile("deno.json"));
const lock = JSON.parse(await Deno.readTextFile("deno.lock"));

Deno.test("every package has one exact version (ASVS 5.0 15.1.2)", () => {
  const packages = Object.values<string>(config.imports)
    .filter((target) => target.startsWith("npm:"));
  assert.ok(packages.length > 30);
  for (const target of packages) {
    assert.match(target, /^npm:(?:@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+[\w.-]*$/);
  }
});

Deno.test("the lock file has a hash of each package, and each comes from npm (ASVS 5.0 15.1.2)", () => {
  const packages = Object.entries<{ integrity: string; tarball?: string }>(
    lock.npm,
  );
  assert.ok(packages.length > 100);
  for (const [name, { integrity, tarball }] of packages) {
    assert.match(integrity, /^sha512-[\w+/]{86}==$/, name);
    assert.equal(tarball, undefined, name);
  }
  assert.deepEqual(Object.keys(lock.remote ?? {}), []);
});

Deno.test("installs only what the lock file has (ASVS 5.0 15.1.2)", () => {
  for (const task of ["install", "install:dev"]) {
    assert.match(config.tasks[task].command, /--frozen/);
  }
});
