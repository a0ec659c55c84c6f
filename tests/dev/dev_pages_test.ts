import assert from "node:assert/strict";

/** Code for developers only. */
const FOR_DEVELOPERS =
  /\/lib\/latchkey\/dev\/\w*(?:_pages|_view|Error)\.tsx?$|\/components\/specimens\//;

/**
 * What a start loads: the module and its static imports, not its dynamic ones.
 */
async function loadedBy(entry: string): Promise<Set<string>> {
  const { stdout } = await new Deno.Command("deno", {
    args: ["info", "--json", entry],
  }).output();
  const { modules, roots } = JSON.parse(new TextDecoder().decode(stdout));
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    const { dependencies = [] } =
      modules.find(({ specifier }: { specifier: string }) =>
        specifier === name
      ) ?? {};
    for (const { code, isDynamic } of dependencies) {
      if (code?.specifier && !isDynamic) load(code.specifier);
    }
  };
  roots.forEach(load);
  return loaded;
}

Deno.test("a start loads no development page", async () => {
  for (const entry of ["main.ts", "routes/_error.tsx"]) {
    const loaded = [...await loadedBy(entry)];
    assert.ok(loaded.length > 20, entry);
    assert.deepEqual(loaded.filter((name) => FOR_DEVELOPERS.test(name)), []);
  }
  const pages = await loadedBy("lib/latchkey/dev/DevError.tsx");
  assert.ok([...pages].some((name) => FOR_DEVELOPERS.test(name)));
});
