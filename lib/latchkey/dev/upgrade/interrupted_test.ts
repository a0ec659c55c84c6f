/** Upgrades that are interrupted while they write. */
import assert from "node:assert/strict";
import { siteFrom, type UpgradableSite } from "../../testing/upgrade/site.ts";

const BASE = {
  "a.ts": "1\n",
  "b/gone.ts": "1\n",
  "c.ts": "one\n2\n3\n4\n5\n",
  "d.sh": "1\n",
};

const NEXT = {
  "a.ts": "2\n",
  "c.ts": "one\n2\n3\n4\nfive\n",
  "d.sh": { script: "1\n" },
  "e/new.ts": "new\n",
};

/** A site with a change of its own. */
async function editedSite(): Promise<UpgradableSite> {
  const site = await siteFrom(BASE, NEXT);
  await site.edit({ "c.ts": "mine\n2\n3\n4\n5\n" });
  return site;
}

/** Upgrades, and stops after so many files as a kill would. */
async function interruptAfter(site: UpgradableSite, files: number) {
  let written = 0;
  const { code } = await site.upgradeWith(
    ["--base", site.base, "--from", site.next],
    () => {
      if (++written === files) throw new Error("Killed.");
    },
  );
  return code;
}

/** The site's files without the upgrade's own. */
async function filesOf(site: UpgradableSite) {
  return Object.fromEntries(
    Object.entries(await site.files()).filter(([path]) =>
      !path.startsWith(".data/")
    ),
  );
}

Deno.test("an interrupted upgrade is finished by the next call, or undone by git", async () => {
  await using whole = await editedSite();
  const before = await filesOf(whole);
  await whole.upgrade();
  const after = await filesOf(whole);
  for (let files = 1; files <= 6; files++) {
    await using site = await editedSite();
    assert.equal(await interruptAfter(site, files), 1, `after ${files}`);
    await site.git("stash", "--quiet", "--include-untracked");
    assert.deepEqual(await filesOf(site), before, `undone after ${files}`);
    assert.equal(await interruptAfter(site, files), 1);
    const { out } = await site.upgrade();
    assert.match(out, /^Upgraded the site from 0\.1\.0 to 0\.2\.0\./);
    assert.deepEqual(await site.files(), after, `finished after ${files}`);
  }
});

Deno.test("finishes after an interruption while the lock file was renewed", async () => {
  const base = { "deno.json": "{}\n", "deno.lock": '{\n  "version": "5"\n}\n' };
  const lock = '{\n  "version": "5",\n  "redirects": {}\n}\n';
  await using site = await siteFrom(base, { ...base, "deno.lock": lock });
  assert.equal(await interruptAfter(site, 2), 1);
  await Deno.writeTextFile(`${site.root}/deno.lock`, '{"version":"5"}');
  const { out } = await site.upgrade();
  assert.match(out, /^Upgraded the site/);
  assert.equal(await site.git("status", "--short", "deno.json"), "");
});

Deno.test("a dry run doesn't keep an interrupted upgrade from being finished", async () => {
  await using site = await editedSite();
  await interruptAfter(site, 2);
  await site.upgrade("--dry-run");
  await site.upgrade();
  assert.equal(await site.read("e/new.ts"), "new\n");
  assert.deepEqual(
    Object.keys(await site.files()).filter((path) => path.startsWith(".data")),
    [],
  );
});

Deno.test("doesn't finish over changes that were made meanwhile", async () => {
  await using site = await editedSite();
  await interruptAfter(site, 1);
  await Deno.writeTextFile(`${site.root}/c.ts`, "mine too\n");
  const { code, err } = await site.upgradeWith([]);
  assert.equal(code, 1);
  assert.match(
    err,
    /^c\.ts was changed\. To undo .*git stash --include-untracked/,
  );
  assert.equal(await site.read("c.ts"), "mine too\n");
});

Deno.test("doesn't finish from a journal that can't be read", async () => {
  await using site = await editedSite();
  await interruptAfter(site, 1);
  for (const text of ["", "{}", '{"format":2}']) {
    await Deno.writeTextFile(`${site.root}/.data/upgrade/journal.json`, text);
    const { code, err } = await site.upgradeWith([]);
    assert.equal(code, 1);
    assert.match(err, /can't be finished\. To undo/);
  }
});
