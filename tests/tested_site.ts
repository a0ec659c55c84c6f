/**
 * The site as most tests open it: with English in front, whose sentences they look for. So they
 * hold whatever the site's languages are. Tests of those languages use `lib/site.ts` itself.
 *
 * @module
 */
import { english } from "../lib/messages/en.ts";
import { site as own } from "../lib/site.ts";

/** The site with English as its default language, even if `lib/site.ts` doesn't list it. */
export const SITE = {
  ...own,
  languages: [
    english,
    ...own.languages.filter((language) => language !== english),
  ] as const,
};
