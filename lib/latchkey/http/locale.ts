/**
 * The language of a request.
 *
 * @module
 */
import {
  type CookieSettings,
  PREFERENCE_SECONDS,
  siteCookie,
} from "./cookies.ts";
import { languageOf } from "../i18n/languages.ts";
import type { Language } from "../i18n/messages.ts";
import type { Services } from "../services.ts";
import type { Middleware, State } from "../state.ts";

/** Browsers send fewer characters in `Accept-Language`, and parsing 64 KB takes long. */
const MAX_LANGUAGES_LENGTH = 256;

const cookie = siteCookie("language");

/** The `Set-Cookie` line that stores a language in this browser. */
export function storeLanguage(
  settings: CookieSettings,
  { code }: Language,
): string {
  return cookie(settings).write(code, PREFERENCE_SECONDS);
}

/** Sets the language of the response. Ignores a language that the site doesn't have. */
export function setLanguage(
  state: Pick<State, "services" | "language">,
  code: string | null | undefined,
): void {
  state.language = languageOf(state.services.site, code) ?? state.language;
}

/** Sets the language from the request. */
export const localeMiddleware: Middleware = async (ctx) => {
  const { state, req } = ctx;
  setLanguage(state, await requestLanguage(state.services, req.headers));
  return await ctx.next();
};

/**
 * The language of a request without an account: the one chosen in this browser, else the best
 * match for `Accept-Language` (RFC 9110 §12.5.4), if any.
 */
async function requestLanguage(
  { site, settings }: Pick<Services, "site" | "settings">,
  headers: Headers,
): Promise<string | undefined> {
  const chosen = languageOf(site, cookie(settings).read(headers));
  if (chosen) return chosen.code;
  const header = headers.get("accept-language");
  if (header === null || header.length > MAX_LANGUAGES_LENGTH) return undefined;
  // Loaded when first needed, to keep the start fast.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  return new Negotiator({ headers: { "accept-language": header } })
    .language(site.languages.map(({ code }) => code));
}
