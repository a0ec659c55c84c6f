/**
 * Minifies the scripts in `static/` when the site is built.
 *
 * @module
 */
import type { Builder } from "fresh/dev";

/**
 * Minifies static scripts. Their top-level names stay, since classic scripts share them.
 *
 * @param builder The builder of `fresh/dev`.
 */
export function minifyScripts(
  builder: Pick<Builder, "onTransformStaticFile">,
): void {
  const options = { pluginName: "minify-scripts", filter: /\.js$/ };
  builder.onTransformStaticFile(options, async ({ text }) => {
    const { transform } = await import("esbuild");
    const { code } = await transform(text, { minify: true });
    return { content: code };
  });
}
