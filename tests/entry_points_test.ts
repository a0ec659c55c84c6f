/** Every export of the library is documented and used. */
import assert from "node:assert/strict";
import { entryPoints } from "./entry_points.ts";
import { HAS_ALL } from "./site_features.ts";

const ROOT = new URL("../", import.meta.url);

/** Where a site's code is, and the examples of it. */
const USERS = [
  "README.md",
  "components",
  "dev.ts",
  "docs",
  "fresh.config.ts",
  "islands",
  "lib/messages",
  "lib/site.ts",
  "lib/state.ts",
  "lib/latchkey/dev/new/templates",
  "main.ts",
  "routes",
  "tests",
];

/** A file's exports with their documentation. */
async function exportsOf(files: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...files],
    cwd: ROOT,
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success, decoder.decode(stderr));
  const { nodes }: {
    nodes: Record<string, {
      symbols: {
        name: string;
        declarations: { jsDoc?: { doc?: string } }[];
      }[];
    }>;
  } = JSON.parse(decoder.decode(stdout));
  return (file: string) =>
    nodes[new URL(file, ROOT).href].symbols
      .map(({ name, declarations }) => ({
        name,
        isDocumented: declarations.some(({ jsDoc }) => jsDoc?.doc),
      }));
}

/**
 * What a site, its tests, the templates or the docs import from each entry
 * point.
 */
async function usedNames(): Promise<Map<string, Set<string>>> {
  const used = new Map<string, Set<string>>();
  const IMPORT =
    /(?:import|export|const) (?:type )?\{([^}]*)\} (?:from\s+|= await import\()"(@latchkey\/core[^"]*)"/g;
  for (const user of USERS) {
    for await (const file of filesIn(user)) {
      const source = await Deno.readTextFile(new URL(file, ROOT));
      for (const [, list, entry] of source.matchAll(IMPORT)) {
        const names = used.get(entry) ?? new Set();
        used.set(entry, names);
        for (const name of list.split(",")) {
          names.add(name.trim().replace(/^type /, "").replace(/ as .*$/s, ""));
        }
      }
    }
  }
  return used;
}

async function* filesIn(path: string): AsyncGenerator<string> {
  const { isFile } = await Deno.stat(new URL(path, ROOT));
  if (isFile) {
    if (/\.(?:tsx?|md|txt)$/.test(path)) yield path;
    return;
  }
  for await (const { name } of Deno.readDir(new URL(path, ROOT))) {
    yield* filesIn(`${path}/${name}`);
  }
}

/** The settings functions listed in a table of the docs: `` `text({` ``. */
async function listedNames(): Promise<Set<string>> {
  const recipe = new URL("docs/recipes/own-setting.md", ROOT);
  const rows = (await Deno.readTextFile(recipe)).matchAll(/^\| `(\w+)\(/gm);
  return new Set([...rows].map(([, name]) => name));
}

// A site without some features uses less of the library.
const ofWholeSite = HAS_ALL ? Deno.test : Deno.test.ignore;

ofWholeSite(
  "every export of the library has a doc comment, and is used through its entry point",
  async () => {
    const entries = await entryPoints();
    const exported = await exportsOf([...entries.values()]);
    const used = await usedNames();
    const listed = await listedNames();
    const undocumented: string[] = [];
    const unused: string[] = [];
    for (const [entry, file] of entries) {
      const names = exported(file);
      assert.ok(names.length > 0, entry);
      for (const { name, isDocumented } of names) {
        if (!isDocumented) undocumented.push(`${entry} ${name}`);
        if (!used.get(entry)?.has(name) && !listed.has(name)) {
          unused.push(`${entry} ${name}`);
        }
      }
    }
    assert.deepEqual({ undocumented, unused }, {
      undocumented: [],
      unused: [],
    });
  },
);

Deno.test("no name is exported twice", async () => {
  const entries = await entryPoints();
  const exported = await exportsOf([...entries.values()]);
  const names = [...entries.values()]
    .flatMap((file) => exported(file).map(({ name }) => name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  assert.deepEqual(twice, []);
});
