/**
 * Makes esbuild replace what only the build knows: public environment variables, and that
 * islands run in the browser.
 * @module
 */
import type { Plugin } from "esbuild";
import { extname } from "./paths.ts";

// esbuild's `define` can't replace a call, but it can replace `process.env.NAME`.
const ENV_CALL = /\bDeno\.env\.get\(\s*(["'`])(FRESH_PUBLIC_\w+)\1\s*,?\s*\)/g;
/** One comment, space or import at the start of a module. */
const HEADER =
  /\s+|\/\/.*|\/\*[^]*?\*\/|import\b\s*(?:([^;"']*?)\bfrom\s*)?(["'])([^"'\n]*)\2[^;\n]*;?/y;
const RUNTIME = /^(fresh|@fresh\/core)\/runtime$/;
const LOADERS = new Map<string, "js" | "jsx" | "ts" | "tsx">([
  [".ts", "ts"],
  [".mts", "ts"],
  [".tsx", "tsx"],
  [".js", "js"],
  [".mjs", "js"],
  [".jsx", "jsx"],
]);

/** The expressions to replace, for esbuild's `define`. */
export function replacements(
  mode: "development" | "production",
): Record<string, string> {
  const found: Record<string, string> = {
    // A variable that isn't set is undefined, although browsers have no `process`.
    "process.env": "{}",
    "process.env.NODE_ENV": JSON.stringify(mode),
    IS_BROWSER: "true",
  };
  for (const [name, value] of Object.entries(Deno.env.toObject())) {
    if (!/^FRESH_PUBLIC_\w+$/.test(name)) continue;
    found[`process.env.${name}`] = JSON.stringify(value);
  }
  return found;
}

/** Prepares the project's modules for {@linkcode replacements}. */
export function browserCode(): Plugin {
  return {
    name: "browser-code",
    setup(build) {
      build.onLoad({ filter: /\.[jt]sx?$|\.m[jt]s$/ }, async ({ path }) => {
        if (/[\\/]node_modules[\\/]/.test(path)) return;
        const text = await Deno.readTextFile(path);
        const contents = withFreeConstant(
          text.replaceAll(ENV_CALL, "process.env.$2"),
        );
        if (contents === text) return;
        return { contents, loader: LOADERS.get(extname(path)) };
      });
    },
  };
}

/**
 * Removes the import of `IS_BROWSER`. As an import, its value would be known too late to remove
 * code that only the server runs, and what that code imports.
 */
function withFreeConstant(text: string): string {
  if (!text.includes("IS_BROWSER")) return text;
  HEADER.lastIndex = 0;
  let match: RegExpExecArray | null;
  while ((match = HEADER.exec(text)) !== null) {
    const [all, names, , specifier] = match;
    if (names === undefined || !RUNTIME.test(specifier)) continue;
    const start = match.index;
    const rest = all.replace(/\bIS_BROWSER\b(?!\s+as\b)\s*,?/, "");
    return text.slice(0, start) + rest + text.slice(start + all.length);
  }
  return text;
}
