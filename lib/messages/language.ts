/**
 * The types of the site's messages, including the library's. Every language has all messages
 * of the English one.
 *
 * @module
 */
import type { Translation } from "@latchkey/core/i18n";
import type { english, messages } from "./en.ts";

/** The site's own messages. */
export type PageMessages = Translation<typeof messages>;

/** A language of the site. */
export type Language = typeof english;

/** All messages of a language, with a section for each page or component. */
export type Messages = Language["messages"];
