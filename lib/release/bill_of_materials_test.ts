import assert from "node:assert/strict";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { billOfMaterials, type BillSource } from "./bill_of_materials.ts";
import { importedPackages, installedLicense } from "./installed_packages.ts";
import { readLock } from "./lock_packages.ts";

const SCHEMAS = new URL(
  "../../node_modules/@cyclonedx/cyclonedx-library/res/schema/",
  import.meta.url,
);

async function schemaOf(name: string): Promise<Record<string, unknown>> {
  const file = new URL(`${name}.SNAPSHOT.schema.json`, SCHEMAS);
  return JSON.parse(await Deno.readTextFile(file));
}

/** The official schema of CycloneDX 1.6. */
async function cycloneDx(): Promise<ValidateFunction> {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  // Formats of later drafts, for fields that no bill of ours has.
  ajv.addFormat("iri-reference", (text) => URL.canParse(text, "https://a"));
  ajv.addFormat("idn-email", /^[^\s@]+@[^\s@]+$/);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    const id = `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`;
    ajv.addSchema({ ...await schemaOf(name), $id: id });
  }
  return ajv.compile(await schemaOf("bom-1.6"));
}

const validate = await cycloneDx();

function assertValid(bill: string): void {
  assert.ok(validate(JSON.parse(bill)), JSON.stringify(validate.errors));
}

const TIME = new Date("2026-02-01T10:20:30Z");

const integrity = `sha512-${new Uint8Array(64).fill(7).toBase64()}`;

const LOCK = JSON.stringify({
  version: "5",
  specifiers: {
    "npm:@a/one@1.0.0": "1.0.0_two@2.0.0",
    "npm:test@9.0.0": "9.0.0",
  },
  npm: {
    "@a/one@1.0.0_two@2.0.0": { integrity, dependencies: ["two@2.0.0"] },
    "test@9.0.0": { integrity, dependencies: ["two@1.0.0"] },
    "two@1.0.0": { integrity },
    "two@2.0.0": { integrity, optionalDependencies: ["deep"] },
    "deep@0.1.0-beta.1": { integrity, bin: true },
  },
  workspace: {
    dependencies: ["jsr:@fresh/core@^2", "npm:@a/one@1.0.0", "npm:test@9.0.0"],
  },
});

function bill(changes: Partial<BillSource> = {}) {
  const text = billOfMaterials({
    version: "1.2.3",
    time: TIME,
    lock: readLock(LOCK),
    imported: new Set(["@a/one@1.0.0"]),
    licenseOf: () => null,
    ...changes,
  });
  return { text, json: JSON.parse(text) };
}

Deno.test("lists each package with its hash, and which need which", () => {
  const { text, json } = bill();
  assertValid(text);
  assert.equal(json.metadata.component.version, "1.2.3");
  assert.equal(json.metadata.timestamp, "2026-02-01T10:20:30.000Z");
  const [one] = json.components;
  assert.deepEqual(one, {
    type: "library",
    "bom-ref": "pkg:npm/%40a/one@1.0.0",
    name: "@a/one",
    version: "1.0.0",
    scope: "required",
    hashes: [{ alg: "SHA-512", content: "07".repeat(64) }],
    purl: "pkg:npm/%40a/one@1.0.0",
  });
  assert.deepEqual(
    json.dependencies.map(({ ref, dependsOn }: Record<string, unknown>) => [
      ref,
      dependsOn,
    ]),
    [
      ["pkg:npm/create-latchkey@1.2.3", [
        "pkg:npm/%40a/one@1.0.0",
        "pkg:npm/test@9.0.0",
      ]],
      ["pkg:npm/%40a/one@1.0.0", ["pkg:npm/two@2.0.0"]],
      ["pkg:npm/deep@0.1.0-beta.1", []],
      ["pkg:npm/test@9.0.0", ["pkg:npm/two@1.0.0"]],
      ["pkg:npm/two@1.0.0", []],
      ["pkg:npm/two@2.0.0", ["pkg:npm/deep@0.1.0-beta.1"]],
    ],
  );
});

Deno.test("tells what the server needs from what only tests need", () => {
  const scopes: Record<string, string> = {};
  for (const { purl, scope } of bill().json.components) scopes[purl] = scope;
  assert.deepEqual(scopes, {
    "pkg:npm/%40a/one@1.0.0": "required",
    "pkg:npm/deep@0.1.0-beta.1": "required",
    "pkg:npm/test@9.0.0": "excluded",
    "pkg:npm/two@1.0.0": "excluded",
    "pkg:npm/two@2.0.0": "required",
  });
});

Deno.test("states licences as SPDX where they are, and else by name", () => {
  for (
    const [license, expected] of [
      ["MIT", { license: { id: "MIT" } }],
      ["(MIT OR Apache-2.0)", { expression: "(MIT OR Apache-2.0)" }],
      ["SEE LICENSE IN x", { license: { name: "SEE LICENSE IN x" } }],
    ] as const
  ) {
    const { text, json } = bill({ licenseOf: () => license });
    assertValid(text);
    assert.deepEqual(json.components[0].licenses, [expected]);
  }
});

Deno.test("refuses a lock file that it would not list completely", () => {
  const lock = JSON.parse(LOCK);
  const jsr = JSON.stringify({ ...lock, jsr: {} });
  assert.throws(() => readLock(jsr), /deno task fresh local/);
  delete lock.npm["deep@0.1.0-beta.1"];
  assert.throws(() => readLock(JSON.stringify(lock)), /names "deep", but/);
  const broken = LOCK.replaceAll(integrity, "md5-x");
  assert.throws(() => bill({ lock: readLock(broken) }), /hash of @a\/one/);
});

Deno.test("the bill of this project is valid and has the licences", async () => {
  const source = {
    lock: readLock(await Deno.readTextFile("deno.lock")),
    imported: await importedPackages(Deno.cwd()),
    licenseOf: installedLicense.bind(null, Deno.cwd()),
  };
  const { text, json } = bill(source);
  assertValid(text);
  assert.equal(bill(source).text, text);
  const scopeOf = (name: string) =>
    json.components.find((each: Record<string, string>) => each.name === name)
      ?.scope;
  for (const name of ["jose", "kysely", "bcrypt", "preact", "esbuild"]) {
    assert.equal(scopeOf(name), "required", name);
  }
  for (const name of ["playwright-core", "fast-check", "@types/pg"]) {
    assert.equal(scopeOf(name), "excluded", name);
  }
  const unlicensed = json.components.filter((
    { scope, licenses }: Record<string, unknown>,
  ) => scope === "required" && licenses === undefined)
    // Installed on other systems.
    .filter(({ name }: { name: string }) => !/^@esbuild\//.test(name));
  assert.deepEqual(unlicensed, []);
});
