/**
 * A cache for immutable files, with all their headers.
 *
 * @module
 */
import { setBounded } from "../bounded_map.ts";
import type { Middleware } from "../state.ts";

/** The most cached files. A build has far fewer. */
const MAX_FILES = 50;

/** The largest cached file, in bytes. */
const MAX_BYTES = 65_536;

/** Caches files whose `Cache-Control` is `public` and `immutable` (RFC 8246) in memory. */
export function fileCache(): Middleware {
  const cache = new Map<string, Response>();
  return async (ctx) => {
    const { url, method, headers } = ctx.req;
    const file = cache.get(url);
    if (method !== "GET" || headers.has("if-none-match")) return ctx.next();
    if (file) return file.clone();
    const response = await ctx.next();
    if (!isCacheable(response)) return response;
    const made = new Response(await response.bytes(), response);
    setBounded(cache, url, made, MAX_FILES);
    return made.clone();
  };
}

function isCacheable({ status, headers }: Response): boolean {
  const caching = headers.get("cache-control") ?? "";
  return status === 200 && !headers.has("set-cookie") &&
    /\bpublic\b/.test(caching) && /\bimmutable\b/.test(caching) &&
    Number(headers.get("content-length") ?? Infinity) <= MAX_BYTES;
}
