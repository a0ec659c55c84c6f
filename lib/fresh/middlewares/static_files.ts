/**
 * Serves the files of `static/` and the client scripts of the build.
 *
 * @module
 */
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";
import { getStaticFile, pathnameOf, type StaticFile } from "../internals.ts";
import { annotate, inSpan } from "../tracing.ts";

/** The query parameter that `asset()` adds to a path. */
const cacheKeyParameter = "__frsh_c";

const forEver = "public, max-age=31536000, immutable";
const never = "no-cache, no-store, max-age=0, must-revalidate";

/** Files up to this size, in bytes, are cached in memory. */
const smallFile = 256 * 1024;
/** The total size of the cached files, in bytes. */
const memoryLimit = 32 * 1024 * 1024;

const FILE_SPAN = { "fresh.span_type": "static_file" };

/** How clients may cache a file. */
type Storing = "lasting" | "revalidated" | "none";

/** The prepared responses for a file. */
interface PreparedFile {
  /** May be cached forever. */
  lasting: Answers;
  /** Must be revalidated each time. */
  passing: Answers;
}

/**
 * The responses for a file. Copies of them are sent, because copying a response is much faster
 * than setting its headers.
 */
interface Answers {
  headers: Header[];
  /** With the content. Null if it isn't cached. */
  whole: Response | null;
  /** For HEAD. */
  bodiless: Response;
  /** 304: the client has the file already. */
  unchanged: Response;
}

type Header = [name: string, value: string];

/**
 * Serves static files, and passes on all other requests. Add it before the routes: without it,
 * pages have no client scripts.
 *
 * Paths from `asset()` may be cached forever. A path for another version of the file redirects
 * to the current one.
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

    return inSpan("static file", FILE_SPAN, () => answer(ctx, file, send));
  };
}

function answer<State>(
  ctx: Context<State>,
  file: StaticFile,
  send: ReturnType<typeof fileSender>,
): Response | Promise<Response> {
  const { method, url } = ctx.req;
  if (method !== "GET" && method !== "HEAD") return methodNotAllowed();

  const cacheKey = isCurrentAsset(url, file) ? file.hash : cacheKeyOf(ctx);
  if (cacheKey !== null) annotate({ "fresh.cache_key": cacheKey });
  if (cacheKey !== null && cacheKey !== file.hash) {
    annotate({ "fresh.cache": "invalid_bust_key" });
    return redirectToCurrent(ctx);
  }
  return send(ctx.req, file, storingOf(ctx, file, cacheKey));
}

/** Creates the function that sends files, small ones from memory. */
function fileSender() {
  const preparedFiles = new WeakMap<StaticFile, PreparedFile>();
  let memoryLeft = memoryLimit;

  async function sendFromDisk(
    file: StaticFile,
    prepared: PreparedFile,
    { headers }: Answers,
  ): Promise<Response> {
    const body = await file.open();
    if (file.size > smallFile || file.size > memoryLeft) {
      return withHeaders(new Response(body), headers);
    }
    const bytes = await new Response(body).bytes();
    if (prepared.lasting.whole === null) memoryLeft -= file.size;
    const content = asText(file, bytes) ?? bytes;
    for (const answers of [prepared.lasting, prepared.passing]) {
      answers.whole = withHeaders(new Response(content), answers.headers);
    }
    return withHeaders(new Response(content), headers);
  }

  return (request: Request, file: StaticFile, storing: Storing) => {
    let prepared = preparedFiles.get(file);
    if (prepared === undefined) {
      preparedFiles.set(file, prepared = prepare(file));
    }
    const answers = storing === "lasting" ? prepared.lasting : prepared.passing;
    if (storing !== "none" && hasCurrent(request, file)) {
      annotate({ "fresh.cache": "not_modified" });
      return answers.unchanged.clone();
    }
    const cache = storing === "lasting" ? "immutable" : "no_cache";
    annotate({ "fresh.cache": cache });
    if (request.method === "HEAD") return answers.bodiless.clone();
    return answers.whole?.clone() ?? sendFromDisk(file, prepared, answers);
  };
}

function findFile<State>(ctx: Context<State>): StaticFile | null {
  const path = pathnameOf(ctx);
  if (!path.includes("%")) return getStaticFile(ctx, path);
  try {
    return getStaticFile(ctx, decodeURIComponent(path));
  } catch {
    return null; // No file has invalid percent-encoding.
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
    lasting: prepareAnswers(file, forEver),
    passing: prepareAnswers(file, never),
  };
}

function prepareAnswers(file: StaticFile, control: string): Answers {
  const validity: Header[] = [
    ["etag", `W/"${file.hash}"`],
    ["cache-control", control],
  ];
  const headers: Header[] = [
    ["content-type", file.contentType],
    ["content-length", String(file.size)],
    ...validity,
  ];
  return {
    headers,
    whole: null,
    bodiless: withHeaders(new Response(null), headers),
    unchanged: withHeaders(new Response(null, { status: 304 }), validity),
  };
}

/** Several times faster than passing them to the constructor. */
function withHeaders(response: Response, headers: Header[]): Response {
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

/** Returns text files as a string, which the server sends faster than bytes. */
function asText(file: StaticFile, bytes: Uint8Array): string | null {
  if (!file.contentType.endsWith("charset=utf-8")) return null;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  } catch {
    return null; // It isn't valid UTF-8, so send the bytes unchanged.
  }
}

/** Whether the URL comes from `asset()`, as nearly all do. Checks it without parsing the query. */
function isCurrentAsset(url: string, file: StaticFile): boolean {
  const query = `?${cacheKeyParameter}=${file.hash}`;
  return url.endsWith(query) && url.indexOf("?") === url.length - query.length;
}

function cacheKeyOf<State>(ctx: Context<State>): string | null {
  // Avoids parsing the URL, because most requests have no query.
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
