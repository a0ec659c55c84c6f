/**
 * Messages that a page shows once after a redirect, such as "Password changed". They travel in
 * a cookie, since anyone could send a link with one in its URL.
 *
 * @module
 */
import type { Context } from "fresh";
import { siteCookie } from "./cookies.ts";
import type { State } from "../state.ts";

/** How long the cookie lives, in seconds: the redirect follows at once. */
const NOTICE_SECONDS = 60;

const noticeCookie = siteCookie("notice");

/** A notice, and the headers of the page that shows it. */
export interface Notice {
  /** The message; undefined when there is none. */
  readonly notice: string | undefined;
  /** Deletes the cookie. */
  readonly headers: Record<string, string>;
}

/**
 * Adds a notice to a redirect, for the page it leads to. Returns the same response.
 *
 * @param response The redirect. Its headers must be mutable, as those of `ctx.redirect` are.
 * @param name The key of the page's message, see {@linkcode takeNotice}.
 * @throws {TypeError} when the headers are immutable.
 *
 * @example
 * ```ts
 * import { withNotice } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * function showSaved(ctx: Context<State>): Response {
 *   return withNotice(ctx, ctx.redirect("/account", 303), "saved");
 * }
 * ```
 */
export function withNotice(
  { state }: Pick<Context<State>, "state">,
  response: Response,
  name: string,
): Response {
  const cookie = noticeCookie(state.services.settings);
  response.headers.append("set-cookie", cookie.write(name, NOTICE_SECONDS));
  return response;
}

/**
 * Takes the notice for this page. The cookie can only choose one of the page's `sentences` by
 * its key. A notice for another page stays. Never throws.
 *
 * @param sentences The page's messages by key.
 * @returns `notice`, undefined when there is none, and `headers` for the page, which delete the
 * cookie.
 *
 * @example
 * ```ts
 * import { takeNotice } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * function show(ctx: Context<State>) {
 *   const { notice, headers } = takeNotice(ctx, { saved: "Your name was saved." });
 *   return page({ notice }, { headers });
 * }
 * ```
 */
export function takeNotice(
  { req, state }: Pick<Context<State>, "req" | "state">,
  sentences: Readonly<Record<string, string>>,
): Notice {
  const cookie = noticeCookie(state.services.settings);
  const name = cookie.read(req.headers);
  return name !== null && Object.hasOwn(sentences, name)
    ? { notice: sentences[name], headers: { "set-cookie": cookie.clear() } }
    : { notice: undefined, headers: {} };
}
