/**
 * Gives every page one address: with a slash at its end, or without.
 *
 * @module
 */
import type { MiddlewareFn } from "../handlers.ts";

/**
 * Redirects to the path with (`"always"`) or without (`"never"`) a slash at its
 * end; the query is kept. The root is left alone.
 *
 * @example
 * ```ts
 * app.use(trailingSlashes("never"));
 * ```
 */
export function trailingSlashes<State>(
  mode: "always" | "never",
): MiddlewareFn<State> {
  const wanted = mode === "always" ? withSlash : withoutSlash;
  return (ctx) => {
    const { pathname, search } = ctx.url;
    const path = wanted(pathname);
    return path === pathname ? ctx.next() : ctx.redirect(path + search);
  };
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "") || "/";
}
