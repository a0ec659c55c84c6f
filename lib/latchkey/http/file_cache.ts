/**
 * Files that never change, kept ready with all their headers.
 *
 * @module
 */
import { setBounded } from "../bounded_map.ts";
import type { Middleware } from "../state.ts";

/** So many files are kept, by their whole addresses: those of one build are far fewer. */
const MAX_FILES = 50;

/** No larger file is kept, in bytes. */
const MAX_BYTES = 65_536;

/**
 * A path whose last part has an ending, before a query or not. It begins at the beginning:
 * from each ending anew, a long address would be searched for half a second.
 */
const FILE = /^[^?]*\.\w+(?:\?[^/]*)?$/;

/**
 * Gives files as they were given before, if their own `Cache-Control` calls them `public`
 * (RFC 9111 §5.2.2.9) and `immutable` (RFC 8246): their headers cost more than the rest of
 * such an answer. Development sends no such file. Who asks for changes or for the headers
 * alone gets no kept answer.
 */
export function keepFiles(): Middleware {
  const kept = new Map<string, Response>();

  return (ctx) => {
    const { url, method, headers } = ctx.req;
    const isPlain = method === "GET" && FILE.test(url) &&
      !headers.has("if-none-match");
    if (!isPlain) return ctx.next();
    const file = kept.get(url);
    if (!file) return ctx.next().then((made) => keep(kept, url, made));
    return ctx.state.copy = file.clone();
  };
}

async function keep(
  kept: Map<string, Response>,
  url: string,
  response: Response,
): Promise<Response> {
  const { status, headers } = response;
  const storing = headers.get("cache-control") ?? "";
  const isForEver = status === 200 && !headers.has("set-cookie") &&
    /\bpublic\b/.test(storing) && /\bimmutable\b/.test(storing);
  const size = Number(headers.get("content-length") ?? Infinity);
  if (!isForEver || size > MAX_BYTES) return response;
  const file = new Response(await response.bytes(), { headers });
  setBounded(kept, url, file, MAX_FILES);
  return file.clone();
}
