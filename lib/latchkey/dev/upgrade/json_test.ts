/** Upgrades of JSON files, of `deno.lock`, and what is told of a release. */
import assert from "node:assert/strict";
import { siteFrom } from "../../testing/upgrade/site.ts";
import { mergeLocks } from "./lock.ts";
import { mergeJson } from "./merge_json.ts";

const bytes = (value: unknown) =>
  new TextEncoder().encode(JSON.stringify(value));

const merged = (base: unknown, site: unknown, next: unknown) => {
  const result = mergeJson({
    base: bytes(base),
    site: bytes(site),
    next: bytes(next),
  });
  assert.ok(result);
  return [JSON.parse(new TextDecoder().decode(result.bytes)), result.kept];
};

Deno.test("JSON is merged by keys", () => {
  assert.deepEqual(
    merged(
      { a: 1, gone: 1, mine: 1, deep: { x: 1, y: 1 }, list: ["a", "b", "c"] },
      {
        a: 1,
        gone: 1,
        mine: 2,
        deep: { x: 2, y: 1, z: 1 },
        list: ["a", "b", "c", "mine"],
      },
      {
        a: 2,
        mine: 1,
        deep: { x: 1, y: 3, n: 1 },
        list: ["b", "c", "new"],
        new: {},
      },
    ),
    [
      {
        a: 2,
        mine: 2,
        deep: { x: 2, y: 3, n: 1, z: 1 },
        list: ["b", "c", "mine", "new"],
        new: {},
      },
      [],
    ],
  );
});

Deno.test("the site's value is kept where both changed one, and named", () => {
  assert.deepEqual(
    merged({ a: { b: 1 }, c: 1, d: [1] }, { a: { b: 2 }, d: "x" }, {
      a: { b: 3 },
      c: 2,
      d: [2],
    }),
    [{ a: { b: 2 }, d: "x" }, ["a.b", "c", "d"]],
  );
});

Deno.test("__proto__ is a key like any other", () => {
  const [value] = merged({}, {}, JSON.parse('{"__proto__":{"x":1}}'));
  assert.equal(JSON.stringify(value), '{"__proto__":{"x":1}}');
});

Deno.test("only plain JSON objects are merged by keys", () => {
  const plain = bytes({});
  for (const text of ["", "[]", "1", "{} // no", '{"a":1,}']) {
    const other = new TextEncoder().encode(text);
    assert.equal(mergeJson({ base: plain, site: other, next: plain }), null);
  }
});

const CONFIG = (imports: Record<string, string>) =>
  JSON.stringify({ tasks: { a: "b" }, imports }, null, 2) + "\n";

Deno.test("additions beside each other in deno.json are no conflict", async () => {
  await using site = await siteFrom(
    { "deno.json": CONFIG({ a: "npm:a@1" }) },
    { "deno.json": CONFIG({ a: "npm:a@1", b: "npm:b@1" }) },
  );
  await site.edit({
    "deno.json": CONFIG({ a: "npm:a@1", mine: "npm:mine@1" }),
  });
  const { out } = await site.upgrade();
  assert.equal(
    await site.read("deno.json"),
    CONFIG({ a: "npm:a@1", b: "npm:b@1", mine: "npm:mine@1" }),
  );
  assert.match(out, /1 merged/);
});

Deno.test("keeps the site's value of a key that both changed, without markers", async () => {
  await using site = await siteFrom(
    { "deno.json": CONFIG({ a: "npm:a@1" }) },
    { "deno.json": CONFIG({ a: "npm:a@2" }) },
  );
  await site.edit({ "deno.json": CONFIG({ a: "npm:a@3" }) });
  const { out } = await site.upgrade();
  assert.equal(await site.read("deno.json"), CONFIG({ a: "npm:a@3" }));
  assert.match(out, /Yours were kept:\n {2}deno\.json \(imports\.a\)/);
});

Deno.test("marks a conflict in a deno.json with comments", async () => {
  await using site = await siteFrom(
    { "deno.json": CONFIG({ a: "npm:a@1" }) },
    { "deno.json": CONFIG({ a: "npm:a@2" }) },
  );
  await site.edit({ "deno.json": `// Mine\n${CONFIG({ a: "npm:a@3" })}` });
  const { err } = await site.upgrade();
  assert.match(
    await site.read("deno.json") ?? "",
    /^\/\/ Mine\n[^]*<<<<<<< your site/,
  );
  assert.match(err, /Then renew the lock file: deno install --lockfile-only/);
});

/** A lock file of packages, by name and version. */
const lock = (packages: Readonly<Record<string, string>>) => {
  const list = Object.entries(packages);
  return {
    version: "5",
    specifiers: Object.fromEntries(
      list.map(([name, version]) => [`npm:${name}@1`, version]),
    ),
    npm: Object.fromEntries(
      list.map((
        [name, version],
      ) => [`${name}@${version}`, { integrity: INTEGRITY }]),
    ),
    workspace: { dependencies: list.map(([name]) => `npm:${name}@1`) },
  };
};

Deno.test("a lock file has the release's packages, and those that the site added", () => {
  const merge = (base: unknown, site: unknown, next: unknown) => {
    const result = mergeLocks({
      base: bytes(base),
      site: bytes(site),
      next: bytes(next),
    });
    return result && JSON.parse(new TextDecoder().decode(result));
  };
  const base = lock({ a: "1.0.0", old: "1.0.0" });
  const next = lock({ a: "1.1.0", new: "1.0.0" });
  assert.deepEqual(merge(base, base, next), next);
  assert.deepEqual(
    merge(base, lock({ a: "1.0.0", old: "1.0.0", mine: "1.2.0" }), next),
    lock({ a: "1.1.0", mine: "1.2.0", new: "1.0.0" }),
  );
  assert.equal(merge(base, { ...base, version: "4" }, next), null);
  assert.equal(merge(base, "<<<<<<<", next), null);
});

Deno.test("renews the lock file, without a network if no package is missing", async () => {
  const release = (packages: Readonly<Record<string, string>>) => ({
    "deno.json": CONFIG(
      Object.fromEntries(
        Object.keys(packages).map((name) => [name, `npm:${name}@1`]),
      ),
    ),
    "deno.lock": JSON.stringify(lock(packages), null, 2) + "\n",
  });
  await using site = await siteFrom(
    release({ "a-old": "1.0.0" }),
    release({ "a-new": "1.0.0" }),
  );
  await site.edit({
    ...release({ "a-old": "1.0.0", "my-own": "1.2.0" }),
    ".npmrc": "registry=http://127.0.0.1:9/\n",
  });
  const { out } = await site.upgrade();
  assert.doesNotMatch(out, /could not be renewed/);
  assert.deepEqual(
    JSON.parse(await site.read("deno.lock") ?? ""),
    lock({ "a-new": "1.0.0", "my-own": "1.2.0" }),
  );
});

/** Of no package: nothing is downloaded here. */
const INTEGRITY = `sha512-${"A".repeat(86)}==`;

Deno.test("upgrades all the same when the lock file can't be renewed", async () => {
  await using site = await siteFrom(
    { "deno.json": CONFIG({}), "deno.lock": '{\n  "version": "5"\n}\n' },
    {
      "deno.json": CONFIG({}),
      "deno.lock": '{\n  "version": "5"\n}\n',
      "a.ts": "1\n",
    },
  );
  await site.edit({
    "deno.json": CONFIG({ own: "npm:own@1.0.0" }),
    ".npmrc": "registry=http://127.0.0.1:9/\n",
  });
  const { out } = await site.upgrade();
  assert.equal(await site.read("a.ts"), "1\n");
  assert.match(
    out,
    /deno\.lock could not be renewed\. Once that is possible, run\n {2}deno install --lockfile-only/,
  );
});

const CHANGELOG = `# Changelog

## [Unreleased]

- Not yet.

## [0.3.0] - 2026-12-03

- Later.

## [0.2.0] - 2026-12-02

### Added

- Something \x1b[31mnew.

## [0.1.1] - 2026-12-02

- A fix.

## [0.1.0] - 2026-12-01

- First.

[0.2.0]: https://example.com/0.2.0
`;

const TABLES = (...migrations: readonly string[]) =>
  `export const schema = {\n  migrations: {\n${
    migrations.map((each) => `    ${each}\n`).join("")
  }  },\n};\n`;

Deno.test("tells the notes between the releases, migrations and settings", async () => {
  const path = "lib/latchkey/features/passkeys/tables.ts";
  await using site = await siteFrom(
    {
      [path]: TABLES('"0001_passkeys": () => "",'),
      ".env.example": "# PORT=8000\n# OLD_ONE=1\n",
    },
    {
      changelog: CHANGELOG,
      files: {
        [path]: TABLES(
          '"0001_passkeys": () => "",',
          '"0002_names": () => "",',
          '"0003_keys": { breaking: true, sql: () => "" },',
        ),
        ".env.example": "# PORT=8000\n# NEW_ONE=1\nOTHER=2\n",
      },
    },
  );
  const { out } = await site.upgrade("--dry-run");
  assert.match(
    out,
    /What is new in 0\.2\.0:\n\n### Added\n\n- Something {2}\[31mnew\.\n\nWhat is new in 0\.1\.1:\n\n- A fix\.\n\n/,
  );
  assert.doesNotMatch(out, /Later|First|Not yet|example\.com/);
  assert.match(
    out,
    /Migrations of the database: passkeys\/0002_names, passkeys\/0003_keys\.\n0\.2\.0 applies them when it starts/,
  );
  assert.match(out, /Servers of 0\.1\.0 can't run beside it/);
  assert.match(
    out,
    /New settings: NEW_ONE, OTHER\.\nSettings that are gone: OLD_ONE\./,
  );
  const json = await site.upgrade("--dry-run", "--json");
  const { migrations, settings, written } = JSON.parse(json.out);
  assert.deepEqual(migrations, [
    { name: "passkeys/0002_names", breaking: false },
    { name: "passkeys/0003_keys", breaking: true },
  ]);
  assert.deepEqual(settings, { new: ["NEW_ONE", "OTHER"], gone: ["OLD_ONE"] });
  assert.equal(written, false);
});
