/**
 * What the site says, with the library's messages: every language has what English has.
 *
 * @module
 */
import type { Translation } from "@latchkey/core/i18n";
import type { english, messages } from "./en.ts";

/** What the site's pages say. */
export type PageMessages = Translation<typeof messages>;

/** A language of the site. */
export type Language = typeof english;

/** All that is said in a language, in one section for each page or part. */
export type Messages = Language["messages"];
