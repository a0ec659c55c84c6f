import assert from "node:assert/strict";

interface Graph {
  readonly roots: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
      readonly isDynamic?: boolean;
    }[];
  }[];
}

/** Everything that a module imports when it is loaded, by the names in the sources. */
async function loadedWith(file: string): Promise<Set<string>> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", new URL(file, import.meta.url).href],
  }).output();
  const graph: Graph = JSON.parse(new TextDecoder().decode(stdout));
  const modules = new Map(graph.modules.map((each) => [each.specifier, each]));
  const names = new Set<string>();
  const seen = new Set<string>();
  const walk = (url: string) => {
    if (seen.has(url)) return;
    seen.add(url);
    for (const each of modules.get(url)?.dependencies ?? []) {
      if (each.isDynamic || each.code === undefined) continue;
      names.add(each.specifier);
      if (each.code.specifier) walk(each.code.specifier);
    }
  };
  for (const root of graph.roots) walk(root);
  return names;
}

Deno.test("loads the library for OpenID at the first login only", async () => {
  const names = await loadedWith("../../features.ts");
  assert.ok(names.has("valibot") && names.size > 100, `${names.size}`);
  const early = ["openid-client", "jose/jwks/remote"];
  assert.deepEqual(early.filter((name) => names.has(name)), []);
});
