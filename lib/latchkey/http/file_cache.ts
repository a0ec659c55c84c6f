/**
 * Files that never change, kept in memory with all their headers.
 *
 * @module
 */
import { setBounded } from "../bounded_map.ts";
import type { Middleware } from "../state.ts";

/** How many files are kept. A build has far fewer. */
const MAX_FILES = 50;

/** The largest file that is kept, in bytes. */
const MAX_BYTES = 65_536;

/** Keeps files whose `Cache-Control` says `public` and `immutable` (RFC 8246). */
export function fileCache(): Middleware {
  const kept = new Map<string, Response>();
  return async (ctx) => {
    const { url, method, headers } = ctx.req;
    const file = kept.get(url);
    if (method !== "GET" || headers.has("if-none-match")) return ctx.next();
    if (file) return file.clone();
    const response = await ctx.next();
    if (!isKept(response)) return response;
    const made = new Response(await response.bytes(), response);
    setBounded(kept, url, made, MAX_FILES);
    return made.clone();
  };
}

function isKept({ status, headers }: Response): boolean {
  const caching = headers.get("cache-control") ?? "";
  return status === 200 && !headers.has("set-cookie") &&
    /\bpublic\b/.test(caching) && /\bimmutable\b/.test(caching) &&
    Number(headers.get("content-length") ?? Infinity) <= MAX_BYTES;
}
