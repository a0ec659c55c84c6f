/**
 * The entry scripts of a bundle.
 * @module
 */
import type { Plugin } from "esbuild";
import type { IslandSource } from "./island_source.ts";

/** The entry of navigation without reloading. */
export const PARTIALS = "fresh:partials";

/** A module with islands, before bundling. */
export interface IslandModule {
  readonly source: IslandSource;
  /** The name of the entry script. */
  readonly id: string;
  /** The components' names in the build, by their names in the module. */
  readonly exports: ReadonlyMap<string, string>;
}

/** An entry imports its islands and hydrates them. */
export function entries(
  modules: readonly IslandModule[],
  root: string,
): Plugin {
  const byId = new Map(modules.map((module) => [module.id, module]));
  const revive = clientFile("revive.ts");
  return {
    name: "islands",
    setup(build) {
      build.onResolve({ filter: /^island:/ }, ({ path }) => ({
        path: path.slice("island:".length),
        namespace: "island",
      }));
      // A name of its own, because esbuild reports a file's path relative to the project.
      build.onResolve({ filter: /^fresh:partials$/ }, () => ({
        path: "partials",
        namespace: "fresh",
      }));
      build.onLoad({ filter: /.*/, namespace: "fresh" }, () => ({
        contents: `import ${JSON.stringify(clientFile("partials.ts"))};`,
        resolveDir: ".",
      }));
      build.onLoad({ filter: /.*/, namespace: "island" }, ({ path }) => {
        const { source, exports } = byId.get(path)!;
        const names = [...exports];
        const imports = names.map(([key], i) =>
          `${JSON.stringify(key)} as c${i}`
        );
        const components = names.map(([, name], i) =>
          `${JSON.stringify(name)}: c${i}`
        );
        return {
          contents: `
            import { ${imports.join(", ")} } from ${
            JSON.stringify(source.path)
          };
            import { revive } from ${JSON.stringify(revive)};
            revive({ ${components.join(", ")} });`,
          resolveDir: root,
        };
      });
    },
  };
}

/** The URL of a script of the framework. */
function clientFile(name: string): string {
  return new URL(`../runtime/client/${name}`, import.meta.url).href;
}
