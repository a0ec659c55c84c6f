/** The pages about data and cryptography have everything that the code has. */
import assert from "node:assert/strict";
import { sourcesIn } from "../security/sources.ts";
import { LIBRARY_SCHEMAS } from "../../lib/latchkey/tables.ts";
import * as features from "@latchkey/core/features";
import { site } from "../../lib/site.ts";
import { PATH, spansOf } from "./markdown.ts";

const DATA = await Deno.readTextFile("docs/security/data.md");
const CRYPTOGRAPHY = await Deno.readTextFile("docs/security/cryptography.md");

const library = await Array.fromAsync(sourcesIn("lib/latchkey"));

/** The rows of the table below a heading, each as its cells. */
function tableBelow(page: string, heading: string): string[][] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const [table] = section.split("\n## ");
  return [...table.matchAll(/^\| *(.+?) *\|$/gm)].slice(2)
    .map(([, row]) => row.split(/ *\| */));
}

/** The schemas of the library with every feature, and of the site's own features. */
const schemas = [
  ...new Set([
    ...LIBRARY_SCHEMAS,
    ...Object.values(features),
    ...site.features,
  ]),
];

const CLASSES = ["secret", "personal", "internal"];

/** The names in the first cells of a table, without their backticks. */
const namesOf = (rows: readonly string[][]) =>
  new Set(rows.map(([name]) => name.replaceAll("`", "")));

Deno.test("the classes of data are explained", () => {
  const classes = tableBelow(DATA, "Classes").map(([name]) => name);
  assert.deepEqual(classes, CLASSES.map((name) => `**${name}**`));
});

Deno.test("every table has a class, and says how long it is kept and who reads it", () => {
  const rows = tableBelow(DATA, "Tables");
  const tables = schemas.flatMap(({ tables }) => Object.keys(tables));
  assert.deepEqual(
    [...namesOf(rows)].sort(),
    [...new Set([...tables, "latchkey_migrations"])].sort(),
  );
  for (const cells of rows) {
    assert.equal(cells.length, 6, cells[0]);
    assert.ok(CLASSES.includes(cells[2]), cells.join());
    assert.ok(cells.every((cell) => cell !== ""), cells.join());
  }
});

Deno.test("columns with secrets and hidden columns have a row of the class secret", () => {
  const secret = namesOf(
    tableBelow(DATA, "Tables").filter(([, , name]) => name === "secret"),
  );
  for (const { tables } of schemas) {
    for (const [name, { secrets, hidden = [] }] of Object.entries(tables)) {
      const isSecret = secrets !== undefined ||
        hidden.some((column) => /hash|^mac$/.test(column));
      if (isSecret) assert.ok(secret.has(name), name);
    }
  }
});

Deno.test("every cookie has a class", () => {
  const rows = tableBelow(DATA, "Cookies");
  const cookies = library.flatMap(([, text]) =>
    [...text.matchAll(/(?:siteCookie|crossSiteCookie)\("(\w+)"\)/g)]
      .map(([, name]) => name)
  );
  assert.ok(cookies.length > 10);
  assert.deepEqual([...namesOf(rows)].sort(), cookies.sort());
  for (const cells of rows) assert.ok(CLASSES.includes(cells[2]), cells.join());
});

/** Names of algorithms as Web Crypto, `node:crypto`, JOSE and otpauth spell them. */
const ALGORITHM =
  /"(SHA-?\d+|sha\d+|HMAC|AES-\w+|HKDF|PBKDF2|ECDSA|RSA[\w-]*|Ed\w+|[HREP]S(?:256|384|512)|A\d+GCM)"/g;

Deno.test("the inventory of cryptography has every algorithm in the library", () => {
  const used = new Set(
    library.filter(([path]) => !path.startsWith("lib/latchkey/testing/"))
      .flatMap(([, text]) =>
        [...text.matchAll(ALGORITHM)].map(([, name]) =>
          name.toUpperCase().replace(/^SHA(?=\d)/, "SHA-")
        )
      ),
  );
  assert.ok(used.size > 8, [...used].join());
  const page = CRYPTOGRAPHY.toUpperCase();
  for (const name of used) assert.ok(page.includes(name), name);
  for (const name of ["bcrypt", "SHA-crypt", "getRandomValues"]) {
    assert.ok(CRYPTOGRAPHY.includes(name), name);
  }
});

Deno.test("every source of lib/latchkey/crypto that hashes, seals or makes keys is in the inventory", () => {
  const crypto = library.filter(([path, text]) =>
    path.startsWith("lib/latchkey/crypto/") &&
    /createHash\(|createHmac\(|crypto\.subtle|getRandomValues|\bsubtle\b/.test(
      text,
    )
  ).map(([path]) => path);
  assert.ok(crypto.length > 5);
  for (const path of crypto) {
    assert.ok(CRYPTOGRAPHY.includes(`\`${path}\``), path);
  }
});

Deno.test("every file that these pages name exists", async () => {
  for (const name of ["cryptography", "data", "rules", "threat-model"]) {
    const page = await Deno.readTextFile(`docs/security/${name}.md`);
    const paths = spansOf(page)
      // Development creates this folder.
      .filter((span) => PATH.test(span) && !span.startsWith(".data/"));
    for (const path of paths) {
      const { isDirectory } = await Deno.stat(path);
      assert.equal(isDirectory, path.endsWith("/"), path);
    }
  }
});
