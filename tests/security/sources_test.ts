/** What no source of the site or the library does. */
import assert from "node:assert/strict";
import { sourcesIn } from "./sources.ts";

const FOLDERS = ["components", "islands", "lib/latchkey", "routes"];

/** Only these start programs: the launcher, and commands for people who build the site. */
const MAY_RUN = /^lib\/latchkey\/(?:launcher|dev|testing)\//;

const sources = (await Promise.all(
  FOLDERS.map((folder) => Array.fromAsync(sourcesIn(folder))),
)).flat();

/** The paths of the sources with a match. */
function sourcesWith(pattern: RegExp): string[] {
  return sources.filter(([, text]) => pattern.test(text)).map(([path]) => path);
}

Deno.test("no source runs text as code (ASVS 5.0 1.3.2)", () => {
  assert.ok(sources.length > 300, `${sources.length}`);
  const found = sourcesWith(
    /\beval\(|\bnew Function\(|\bFunction\("|node:vm\b|import\(`|setTimeout\(["'`]/,
  );
  assert.deepEqual(found, []);
});

Deno.test("no source writes text as HTML (ASVS 5.0 3.2.2)", () => {
  const found = sourcesWith(
    /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/,
  );
  assert.deepEqual(found, []);
});

Deno.test("only the launcher and development start programs, without a shell (ASVS 5.0 1.2.5)", () => {
  const found = sourcesWith(/Deno\.Command|node:child_process/)
    .filter((path) => !MAY_RUN.test(path));
  assert.deepEqual(found, []);
  assert.deepEqual(sourcesWith(/["'](?:ba|z)?sh["'],\s*\[?\s*["']-c/), []);
});

Deno.test("secrets are random by the system's generator (ASVS 5.0 11.5.1)", () => {
  // These spread out attempts in time, where nothing depends on a guess.
  const pauses = /^lib\/latchkey\/(?:database|email|testing|dev)\//;
  const found = sourcesWith(/Math\.random/).filter((path) =>
    !pauses.test(path)
  );
  assert.deepEqual(found, []);
});

Deno.test("no regular expression is made of what a person sent (ASVS 5.0 1.2.9)", () => {
  const found = sourcesWith(/new RegExp\(/)
    .filter((path) => !/^lib\/latchkey\/(?:dev|testing|launcher)\//.test(path));
  assert.deepEqual(found, [
    "lib/latchkey/features/password/common_passwords.ts", // Of the words of a constant.
    "lib/latchkey/files/temporary_files.ts", // Of the names of the site's own files.
  ]);
});

Deno.test("browsers receive no messages of other windows (ASVS 5.0 3.5.5)", () => {
  const found = sourcesWith(
    /addEventListener\(\s*["']message["']|\.onmessage\b/,
  )
    .filter((path) => /^(?:islands|components|routes)\//.test(path));
  assert.deepEqual(found, []);
});
