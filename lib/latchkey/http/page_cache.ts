/**
 * Pages that are the same for all strangers, kept ready.
 *
 * @module
 */
import { setBounded } from "../bounded_map.ts";
import type { Services } from "../services.ts";
import type { Middleware } from "../state.ts";
import { MAX_LANGUAGES_LENGTH } from "./locale.ts";
import { SCRIPTLESS_PAGE } from "./security_headers.ts";

/** How long a page is given as it was made, in milliseconds. */
const KEPT_MS = 5_000;

/** So many pages are kept, by path and the languages that were asked for. */
const MAX_PAGES = 100;

/**
 * An address up to its path, which is compared as text: to parse it costs as much as all
 * else here. The host is a header, and a hostile one may hold a path or a query of its
 * own (`a\auth\recover?`), which pages are made by: what is no plain host is not matched.
 */
const ADDRESS = /^https?:\/\/[\w.:[\]-]+(\/.*)$/;

/** A whole answer, of which copies are sent: to copy one costs far less than to set its headers. */
interface KeptPage {
  readonly response: Response;
  /** By `performance.now()`. */
  readonly until: number;
}

/**
 * Gives whoever comes without a cookie or token the page that the last such visitor got
 * who asked for the same languages, for at most {@linkcode KEPT_MS}: rendering is half of what a page
 * costs. Only a page without script is kept, so it gets a policy that allows none and
 * needs no nonce. In development every page is made anew.
 *
 * @param paths Of pages that look at nothing but the language and the settings.
 */
export function keepPages(
  { settings }: Pick<Services, "settings">,
  paths: readonly string[],
): Middleware {
  if (settings.appEnv === "development") return (ctx) => ctx.next();
  const kept = new Map<string, KeptPage>();

  return (ctx) => {
    const { req } = ctx;
    const isWanted = paths.some((path) => req.url.endsWith(path));
    if (!isWanted || !isStranger(req)) return ctx.next();
    const [, path = ""] = ADDRESS.exec(req.url) ?? [];
    if (!paths.includes(path)) return ctx.next();
    const languages = req.headers.get("accept-language") ?? "";
    if (languages.length > MAX_LANGUAGES_LENGTH) return ctx.next();
    const key = `${path} ${languages}`;
    const page = kept.get(key);
    if (!page || performance.now() >= page.until) {
      return ctx.next().then((response) => keep(kept, key, response));
    }
    return ctx.state.copy = page.response.clone();
  };
}

function isStranger({ method, headers }: Request): boolean {
  return method === "GET" && !headers.has("cookie") &&
    !headers.has("authorization");
}

/** Keeps an answer if it is a page for everybody, and gives it on. */
async function keep(
  kept: Map<string, KeptPage>,
  key: string,
  response: Response,
): Promise<Response> {
  const { status, headers } = response;
  const isPage = status === 200 && !headers.has("set-cookie") &&
    headers.get("content-type")?.startsWith("text/html");
  if (!isPage) return response;
  const html = await response.text();
  if (!html.includes("<script")) {
    headers.set("content-security-policy", SCRIPTLESS_PAGE);
    const until = performance.now() + KEPT_MS;
    // As bytes, since a page names languages in letters of their own: to encode it each
    // time costs more than to copy it.
    const bytes = new TextEncoder().encode(html);
    const page = { response: new Response(bytes, { headers }), until };
    setBounded(kept, key, page, MAX_PAGES);
  }
  return new Response(html, { status, headers });
}
