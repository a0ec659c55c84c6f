/** Removing features takes no more steps than `lib/site.ts` describes. */
import assert from "node:assert/strict";
import {
  removableFeatures,
  SITE,
  withoutFeatures,
} from "../../lib/create-latchkey/site/features.ts";
import { copyProject, type ProjectCopy } from "./recipes/project_copy.ts";

/** What a site's developer may have to change. */
const SITE_SOURCES = ["main.ts", "dev.ts", "routes", "islands", "components"];

/** Tests that start the site, use the command line, and use every message. */
const TESTS = [
  "lib/latchkey/cli/program_test.ts",
  "tests/routes/home_test.ts",
  "tests/routes/languages_auth_test.ts",
];

/** Tests of pages that every site has, once all features are gone. */
const MORE_TESTS = [
  "tests/routes/account_banner_test.ts",
  "tests/routes/account_test.ts",
  "tests/routes/form_error_titles_test.ts",
  "tests/routes/login_test.ts",
  "tests/routes/recover_link_test.ts",
  "tests/http/response_head_test.ts",
  "tests/routes/account_language_test.ts",
  "tests/routes/secure_account_test.ts",
  "tests/routes/cookies_test.ts",
  "tests/routes/layout_test.ts",
  "tests/routes/languages_account_test.ts",
  "tests/routes/lock_out_test.ts",
  "tests/routes/login_gate_test.ts",
  "tests/routes/address_spellings_test.ts",
  "tests/routes/preferences_on_form_pages_test.ts",
  "tests/routes/sign_up_test.ts",
];

/** Removes the lines, imports and folders of features, until it is disposed. */
async function remove(
  { root, read, write }: ProjectCopy,
  names: readonly string[],
): Promise<AsyncDisposable> {
  const site = await read(SITE);
  const aside = `${root}-removed`;
  const folders = names.flatMap((name) => features.get(name)?.paths ?? []);
  const shorter = withoutFeatures(site, names);
  for (const name of names) {
    assert.ok(!shorter.includes(`${name},`), `${name} is gone from ${SITE}`);
  }
  await write(SITE, shorter);
  for (const [at, folder] of folders.entries()) {
    await Deno.mkdir(aside, { recursive: true });
    await Deno.rename(`${root}/${folder}`, `${aside}/${at}`);
  }
  return {
    async [Symbol.asyncDispose]() {
      await write(SITE, site);
      for (const [at, folder] of folders.entries()) {
        await Deno.rename(`${aside}/${at}`, `${root}/${folder}`);
      }
      await Deno.remove(aside);
    },
  };
}

/**
 * Few groups in which, of any two features, the one is removed while the other stays, both ways
 * round: each feature is in another pair of groups.
 */
function groupsOf(names: readonly string[]): string[][] {
  const groups: string[][] = [];
  let pairs = 0;
  for (let second = 1; pairs < names.length; second++) {
    groups[second] = [];
    for (let first = 0; first < second; first++) {
      const name = names[pairs++];
      if (name === undefined) break;
      (groups[first] ??= []).push(name);
      groups[second].push(name);
    }
  }
  return groups;
}

const features = removableFeatures(await Deno.readTextFile(SITE));

Deno.test("removes each feature while any other one stays", () => {
  const names = [...features.keys()];
  const groups = groupsOf(names);
  for (const removed of names) {
    for (const kept of names) {
      const isSeen = groups.some((group) =>
        group.includes(removed) && !group.includes(kept)
      );
      assert.ok(isSeen || removed === kept, `${removed} without ${kept}`);
    }
  }
});

Deno.test("lib/site.ts names the folders of each removable feature", async () => {
  const library = await import("@latchkey/core/features");
  assert.deepEqual(
    [...features.keys()].toSorted(),
    Object.keys(library).toSorted(),
  );
});

const cases = [...groupsOf([...features.keys()]), [...features.keys()]];

Deno.test("compiles without some features and passes the tests of all other pages", async (t) => {
  // One copy for all: its types are only checked again where they may have changed.
  await using project = await copyProject();
  for (const names of cases) {
    await t.step(`without ${names.join(", ")}`, async () => {
      await using _ = await remove(project, names);
      const areAllGone = names.length === features.size;
      const tests = areAllGone
        ? ["--parallel", ...TESTS, ...MORE_TESTS]
        : TESTS;
      await Promise.all([
        // The whole project takes twice as long.
        project.deno("check", ...areAllGone ? [] : SITE_SOURCES),
        project.test(...tests),
      ]);
    });
  }
});
