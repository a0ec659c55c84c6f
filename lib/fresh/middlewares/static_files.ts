/**
 * Serves the files of `static/` and the client scripts of the build.
 *
 * @module
 */
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";
import { getStaticFile, pathnameOf, type StaticFile } from "../internals.ts";

/** The query parameter that `asset()` adds to a path. */
const cacheKeyParameter = "__frsh_c";

const forEver = "public, max-age=31536000, immutable";
const never = "no-cache, no-store, max-age=0, must-revalidate";

/** Files up to this size, in bytes, are kept in memory once asked for. */
const smallFile = 256 * 1024;
/** All files kept in memory have together at most this size, in bytes. */
const memoryLimit = 32 * 1024 * 1024;

/** How long a client may keep a file, and whether it may ask for changes. */
type Storing = "lasting" | "revalidated" | "none";

/** What is the same for every answer with one file. */
interface PreparedFile {
  /** For a response that may be stored for ever. */
  lasting: PreparedHeaders;
  /** For a response that is asked for again each time. */
  passing: PreparedHeaders;
  /** A text where it is one: the server sends it faster than bytes. */
  content: string | Uint8Array<ArrayBuffer> | null;
}

interface PreparedHeaders {
  whole: Header[];
  /** Of 304, the answer that the client has the file already. */
  unchanged: Header[];
}

type Header = [name: string, value: string];

/**
 * Answers requests for static files; all others are passed on. Put it before
 * the routes: without it pages have no client scripts.
 *
 * A path made by `asset()` is served to be stored for ever, and one made for
 * another version of the file redirects to the file as it is now.
 *
 * @example
 * ```ts
 * new App().use(staticFiles()).fsRoutes();
 * ```
 */
export function staticFiles<State>(): MiddlewareFn<State> {
  const send = fileSender();
  return (ctx) => {
    const file = findFile(ctx);
    if (file === null) return ctx.next();

    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") return methodNotAllowed();

    if (isCurrentAsset(ctx.req.url, file)) {
      return send(ctx.req, file, storingOf(ctx, file, file.hash));
    }
    const cacheKey = cacheKeyOf(ctx);
    if (cacheKey !== null && cacheKey !== file.hash) {
      return redirectToCurrent(ctx);
    }
    return send(ctx.req, file, storingOf(ctx, file, cacheKey));
  };
}

/** Makes the function that answers with files, small ones from memory. */
function fileSender() {
  const preparedFiles = new WeakMap<StaticFile, PreparedFile>();
  let memoryLeft = memoryLimit;

  async function sendFromDisk(
    file: StaticFile,
    prepared: PreparedFile,
    headers: Header[],
  ): Promise<Response> {
    const body = await file.open();
    if (file.size > smallFile || file.size > memoryLeft) {
      return withHeaders(new Response(body), headers);
    }
    const bytes = await new Response(body).bytes();
    if (prepared.content === null) memoryLeft -= file.size;
    prepared.content = asText(file, bytes) ?? bytes;
    return withHeaders(new Response(prepared.content), headers);
  }

  return (request: Request, file: StaticFile, storing: Storing) => {
    let prepared = preparedFiles.get(file);
    if (prepared === undefined) {
      preparedFiles.set(file, prepared = prepare(file));
    }
    const headers = storing === "lasting" ? prepared.lasting : prepared.passing;
    if (storing !== "none" && hasCurrent(request, file)) {
      return withHeaders(
        new Response(null, { status: 304 }),
        headers.unchanged,
      );
    }
    if (request.method === "HEAD") {
      return withHeaders(new Response(null), headers.whole);
    }
    return prepared.content === null
      ? sendFromDisk(file, prepared, headers.whole)
      : withHeaders(new Response(prepared.content), headers.whole);
  };
}

function findFile<State>(ctx: Context<State>): StaticFile | null {
  const path = pathnameOf(ctx);
  if (!path.includes("%")) return getStaticFile(ctx, path);
  try {
    return getStaticFile(ctx, decodeURIComponent(path));
  } catch {
    return null; // Broken percent-encoding names no file.
  }
}

function storingOf<State>(
  ctx: Context<State>,
  file: StaticFile,
  cacheKey: string | null,
): Storing {
  if (ctx.config.mode === "development") return "none";
  return file.immutable || cacheKey !== null ? "lasting" : "revalidated";
}

function prepare(file: StaticFile): PreparedFile {
  return {
    lasting: prepareHeaders(file, forEver),
    passing: prepareHeaders(file, never),
    content: null,
  };
}

function prepareHeaders(file: StaticFile, control: string): PreparedHeaders {
  const unchanged: Header[] = [
    ["etag", `W/"${file.hash}"`],
    ["cache-control", control],
  ];
  const whole: Header[] = [
    ["content-type", file.contentType],
    ["content-length", String(file.size)],
    ...unchanged,
  ];
  return { whole, unchanged };
}

/** Several times faster than giving them to the constructor. */
function withHeaders(response: Response, headers: Header[]): Response {
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

function asText(file: StaticFile, bytes: Uint8Array): string | null {
  if (!file.contentType.endsWith("charset=utf-8")) return null;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  } catch {
    return null; // It calls itself UTF-8, but is not: the bytes stay as they are.
  }
}

/** Whether this is the address that `asset()` makes: nearly all are, and to see it no query need be parsed. */
function isCurrentAsset(url: string, file: StaticFile): boolean {
  const query = `?${cacheKeyParameter}=${file.hash}`;
  return url.endsWith(query) && url.indexOf("?") === url.length - query.length;
}

function cacheKeyOf<State>(ctx: Context<State>): string | null {
  // Most requests have no query: this keeps them from parsing one.
  if (!ctx.req.url.includes(cacheKeyParameter)) return null;
  return ctx.url.searchParams.get(cacheKeyParameter);
}

/** Whether the client has this version already (RFC 9110 §13.1.2). */
function hasCurrent(request: Request, file: StaticFile): boolean {
  const known = request.headers.get("if-none-match");
  return known !== null &&
    (known.trim() === "*" || known.includes(`"${file.hash}"`));
}

function redirectToCurrent<State>(ctx: Context<State>): Response {
  const url = new URL(ctx.url);
  url.searchParams.delete(cacheKeyParameter);
  return ctx.redirect(url.pathname + url.search, 307);
}

function methodNotAllowed(): Response {
  return new Response("Method Not Allowed", {
    status: 405,
    headers: { allow: "GET, HEAD" },
  });
}
