/**
 * What a page says once about what was just done: after the redirect, and not again when
 * the page is loaded anew. It travels in a cookie, since an address could be sent by anyone.
 *
 * @module
 */
import type { Context } from "fresh";
import { siteCookie } from "./cookies.ts";
import type { State } from "../state.ts";

/** How long a notice waits for its page, in seconds: the redirect follows at once. */
const NOTICE_SECONDS = 60;

const noticeCookie = siteCookie("notice");

/** A notice in words, and the headers of the page that shows it. */
export interface Notice {
  /** Undefined when there is nothing to say. */
  readonly notice: string | undefined;
  /** Deletes the cookie once it was shown. */
  readonly headers: Record<string, string>;
}

/** Has the page that an answer redirects to say something; `name` is what that page calls it. */
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
 * Takes the notice that waits for this page. A cookie picks one of the page's `sentences`
 * by name and can say nothing else; one that is meant for another page stays.
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
