/**
 * Apps built from the file trees in `fixtures/`.
 *
 * @module
 */
import { App, type FreshConfig, staticFiles } from "fresh";
import { Builder } from "fresh/dev";

/**
 * Builds a file tree in memory; returns a function that creates apps from it.
 */
export async function buildSite(
  root: string,
): Promise<(config?: FreshConfig, mountPath?: string) => App<unknown>> {
  const builder = new Builder({ root });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  return (config, mountPath) => {
    const app = new App(config)
      .use(async (ctx) => {
        const response = await ctx.next();
        response.headers.set("x-app", "yes");
        return response;
      })
      .use(staticFiles());
    if (mountPath === undefined) app.fsRoutes();
    else app.fsRoutes(mountPath);
    applySnapshot(app);
    return app;
  };
}

/** The `deno.json` of a project that a test writes; Fresh itself requires its options. */
export const projectConfig = JSON.stringify({
  compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" },
});

/** The folder of one of the fixtures. */
export function fixture(name: string): string {
  return new URL(`./fixtures/${name}`, import.meta.url).pathname;
}
