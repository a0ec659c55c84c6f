/**
 * What the site says, with the library's messages: every language has what English has.
 *
 * @module
 */
import type { OwnMessages } from "@latchkey/core/i18n";
import type { english } from "./en.ts";

/** A language of the site. */
export type Language = typeof english;

/** All that is said in a language, in one section for each page or part. */
export type Words = Language["words"];

/** What the site's pages say, without the library's messages. */
export type Messages = OwnMessages<Language>;
