/** Which files count as changes of the site, in a temporary folder. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { watchSources } from "./watch.ts";

/** A watched project. */
interface WatchedProject {
  readonly root: string;
  write(path: string): Promise<void>;
  /** The next batch of changes. */
  changes(): Promise<string[]>;
}

async function withProject(test: (project: WatchedProject) => Promise<void>) {
  const root = await Deno.makeTempDir({ prefix: "latchkey-watch-" });
  const write = async (path: string) => {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), "");
  };
  for (const path of ["lib/a.ts", "routes/index.tsx", "deno.json"]) {
    await write(path);
  }
  const watcher = watchSources(root);
  try {
    await test({ root, write, changes: watcher.next });
  } finally {
    watcher[Symbol.dispose]();
    await Deno.remove(root, { recursive: true });
  }
}

/**
 * Collects changes until one for `last` arrives: on a slow machine they may
 * come in two batches.
 */
async function changesUntil(
  { changes }: WatchedProject,
  last: string,
): Promise<Set<string>> {
  const seen = new Set<string>();
  while (!seen.has(last)) for (const name of await changes()) seen.add(name);
  return seen;
}

Deno.test("reports files that were saved, created and removed", () =>
  withProject(async (project) => {
    for (const path of ["lib/a.ts", "routes/new.tsx", "deno.json"]) {
      await project.write(path);
      await changesUntil(project, path);
    }
    await Deno.remove(join(project.root, "routes/index.tsx"));
    await changesUntil(project, "routes/index.tsx");
  }));

Deno.test("notices a file that an editor replaces", () =>
  withProject(async (project) => {
    for (const path of ["lib/a.ts", "deno.json", "lib/a.ts", "deno.json"]) {
      await project.write(`${path}~`);
      await Deno.rename(
        join(project.root, `${path}~`),
        join(project.root, path),
      );
      await changesUntil(project, path);
    }
  }));

Deno.test("batches saves in quick succession", () =>
  withProject(async (project) => {
    const paths = Array.from({ length: 20 }, (_, n) => `lib/${n}.ts`);
    await Promise.all(paths.map(project.write));
    await project.write("routes/last.tsx");
    const seen = await changesUntil(project, "routes/last.tsx");
    assert.deepEqual(seen, new Set([...paths, "routes/last.tsx"]));
  }));

Deno.test("keeps changes made while nothing waits for them", () =>
  withProject(async (project) => {
    await project.write("lib/a.ts");
    await changesUntil(project, "lib/a.ts");
    await project.write("lib/b.ts");
    await new Promise((done) => setTimeout(done, 300));
    await changesUntil(project, "lib/b.ts");
  }));

Deno.test("notices a new folder, and one that was removed and created again", () =>
  withProject(async (project) => {
    await Deno.remove(join(project.root, "lib"), { recursive: true });
    for (const folder of ["islands", "lib"]) {
      await Deno.mkdir(join(project.root, folder));
      await changesUntil(project, folder);
      let isSeen = false;
      const seen = changesUntil(project, `${folder}/b.ts`)
        .then(() => isSeen = true);
      while (!isSeen) {
        await project.write(`${folder}/b.ts`);
        await new Promise((done) => setTimeout(done, 100));
      }
      await seen;
    }
  }));

Deno.test("ignores files that aren't part of the site", () =>
  withProject(async (project) => {
    for (
      const path of [
        ".data/latchkey.db",
        ".git/index",
        "_fresh/serve.js",
        "docs/a.md",
        "lib/#a.ts#",
        "lib/.a.ts.swp",
        "lib/4913",
        "lib/a.ts.bak",
        "lib/a.ts.orig",
        "lib/a.ts___jb_tmp___",
        "lib/a.ts~",
        "lib/a_test.ts",
        "node_modules/.deno/a",
        "routes/a_test.tsx",
        "tests/a.ts",
      ]
    ) await project.write(path);
    await project.write("lib/last.ts");
    const seen = await changesUntil(project, "lib/last.ts");
    assert.deepEqual(seen, new Set(["lib/last.ts"]));
  }));
