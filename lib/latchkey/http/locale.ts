/**
 * Which language a request is answered in.
 *
 * @module
 */
import { type CookieSettings, siteCookie } from "./cookies.ts";
import { setBounded } from "../bounded_map.ts";
import { ENGLISH, languageOf, languages } from "../i18n/languages.ts";
import type { Language } from "../i18n/words.ts";
import { define } from "../state.ts";

/** How long a browser keeps the language that was chosen, in seconds: a year. */
const KEPT_SECONDS = 365 * 24 * 60 * 60;

/** No browser of good will sends more characters in `Accept-Language`; to weigh 64 KB of them takes long. */
const MAX_LANGUAGES_LENGTH = 256;

/** So many different headers are remembered with the language they got. */
const MAX_HEADERS = 1000;

const cookie = siteCookie("language");

const heard = new Map<string, Language>();

/** A `Set-Cookie` line that keeps a language for this browser. */
export function keepLanguage(
  settings: CookieSettings,
  { code }: Language,
): string {
  return cookie(settings).write(code, KEPT_SECONDS);
}

/**
 * The language of a request that no account speaks for: the one that was chosen in this
 * browser, else the one it likes best of ours (RFC 9110 §12.5.4), else English.
 */
export function requestLanguage(
  settings: CookieSettings,
  headers: Headers,
): Language | Promise<Language> {
  const chosen = languageOf(cookie(settings).read(headers));
  if (chosen) return chosen;
  const header = headers.get("accept-language");
  if (header === null || header.length > MAX_LANGUAGES_LENGTH) return ENGLISH;
  return heard.get(header) ?? weigh(header);
}

/** Lets the page be in the language of the request. */
export const speak = define.middleware((ctx) => {
  const { state, req } = ctx;
  const language = requestLanguage(state.services.settings, req.headers);
  if (!(language instanceof Promise)) {
    state.language = language;
    return ctx.next();
  }
  return language.then((weighed) => {
    state.language = weighed;
    return ctx.next();
  });
});

async function weigh(header: string): Promise<Language> {
  // Loaded when first needed: the first such package takes a while.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  const accepted = new Negotiator({ headers: { "accept-language": header } })
    .language([...languages.keys()]);
  const language = languageOf(accepted) ?? ENGLISH;
  setBounded(heard, header, language, MAX_HEADERS);
  return language;
}
