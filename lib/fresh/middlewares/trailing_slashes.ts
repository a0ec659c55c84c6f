/**
 * Gives every page one URL, with or without a trailing slash.
 *
 * @module
 */
import type { MiddlewareFn } from "../handlers.ts";

/**
 * Redirects to the path with (`"always"`) or without (`"never"`) a trailing slash, and keeps
 * the query. The root is unchanged.
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
