/**
 * Which language a request is answered in.
 *
 * @module
 */
import { type CookieSettings, siteCookie } from "./cookies.ts";
import { languageOf } from "../i18n/languages.ts";
import type { Language } from "../i18n/messages.ts";
import type { Services } from "../services.ts";
import type { Middleware, State } from "../state.ts";

/** How long a browser keeps the language that was chosen, in seconds: a year. */
const KEPT_SECONDS = 365 * 24 * 60 * 60;

/** No browser of good will sends more characters in `Accept-Language`; to weigh 64 KB of them takes long. */
const MAX_LANGUAGES_LENGTH = 256;

const cookie = siteCookie("language");

/** A `Set-Cookie` line that keeps a language for this browser. */
export function storeLanguage(
  settings: CookieSettings,
  { code }: Language,
): string {
  return cookie(settings).write(code, KEPT_SECONDS);
}

/** Lets what follows be in one of the site's languages. A tag of another is passed over. */
export function setLanguage(
  state: Pick<State, "services" | "language">,
  code: string | null | undefined,
): void {
  state.language = languageOf(state.services.site, code) ?? state.language;
}

/** Lets the page be in the language of the request. */
export const localeMiddleware: Middleware = async (ctx) => {
  const { state, req } = ctx;
  setLanguage(state, await requestLanguage(state.services, req.headers));
  return await ctx.next();
};

/**
 * The language of a request that no account speaks for: the one that was chosen in this
 * browser, else the one it likes best of the site's (RFC 9110 §12.5.4), if any.
 */
async function requestLanguage(
  { site, settings }: Pick<Services, "site" | "settings">,
  headers: Headers,
): Promise<string | undefined> {
  const chosen = languageOf(site, cookie(settings).read(headers));
  if (chosen) return chosen.code;
  const header = headers.get("accept-language");
  if (header === null || header.length > MAX_LANGUAGES_LENGTH) return undefined;
  // Loaded when first needed: the first such package takes a while.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  return new Negotiator({ headers: { "accept-language": header } })
    .language(site.languages.map(({ code }) => code));
}
