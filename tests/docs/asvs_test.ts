/** `docs/security/asvs.md` has every requirement of OWASP ASVS once, and its tests exist. */
import assert from "node:assert/strict";
import { HAS_ALL } from "../site_features.ts";
import { REQUIREMENTS } from "./asvs_requirements.ts";

const PAGE = await Deno.readTextFile("docs/security/asvs.md");

/** A row of its tables. */
interface Row {
  readonly id: string;
  readonly level: string;
  readonly result: string;
  readonly shownBy: string;
}

const rows: readonly Row[] = [
  ...PAGE.matchAll(
    /^\| (\d+\.\d+\.\d+) +\| (\d) +\| .+? +\| ([\w/]+) +\| (.+?) +\|$/gm,
  ),
].map(([, id, level, result, shownBy]) => ({ id, level, result, shownBy }));

const withResult = (result: string) =>
  rows.filter((row) => row.result === result);

/** The tests that a row names: a file and a title, as it is in the source. */
function testsIn({ shownBy }: Row): [string, string][] {
  return [
    ...shownBy.matchAll(/`([^`]+_(?:tests?|slow)\.tsx?)`: "(.+?)"(?=$|;)/g),
  ]
    .map(([, file, title]) => [file, title]);
}

const LINK = /\]\([^)]+\)/;

Deno.test("the table has each requirement of levels 1 and 2 once, in order", () => {
  assert.equal(REQUIREMENTS.filter(([, level]) => level === 1).length, 70);
  assert.equal(REQUIREMENTS.filter(([, level]) => level === 2).length, 183);
  assert.deepEqual(
    rows.map(({ id, level }) => [id, Number(level)]),
    REQUIREMENTS,
  );
});

Deno.test("each requirement that passes names a test or a page", () => {
  const results = new Set(rows.map(({ result }) => result));
  assert.deepEqual([...results].sort(), ["fail", "n/a", "operator", "pass"]);
  for (const row of withResult("pass")) {
    assert.ok(testsIn(row).length > 0 || LINK.test(row.shownBy), row.id);
  }
});

// Without a feature, its tests are gone.
const testAll = HAS_ALL ? Deno.test : Deno.test.ignore;

testAll("each test that the table names exists", async () => {
  const named = rows.flatMap((row) =>
    testsIn(row).map((test) => [row.id, ...test] as const)
  );
  assert.ok(named.length > 150);
  for (const [id, file, title] of named) {
    const source = await Deno.readTextFile(file);
    const found = [`"${title}"`, `\`${title}\``].some((text) =>
      source.includes(text)
    );
    assert.ok(found, `${id}: ${file} has no test "${title}"`);
  }
});

Deno.test("nothing fails without a reason, and what operators do is linked", () => {
  for (const { id, shownBy } of withResult("fail")) {
    assert.ok(shownBy.length > 60, `${id} says too little: ${shownBy}`);
  }
  for (const { id, shownBy } of withResult("operator")) {
    assert.match(shownBy, LINK, id);
  }
  for (const { id, shownBy } of withResult("n/a")) {
    assert.ok(shownBy.length > 10, id);
  }
});

Deno.test("the table's summary counts its rows", () => {
  for (const level of ["1", "2"]) {
    const ofLevel = rows.filter((row) => row.level === level);
    const counts = ["pass", "operator", "fail", "n/a"].map((result) =>
      ofLevel.filter((row) => row.result === result).length
    );
    const cells = [level, ...counts, ofLevel.length].join(" *\\| *");
    assert.match(PAGE, new RegExp(`^\\| *${cells} *\\|$`, "m"));
  }
});
