/**
 * Languages, and formatting of messages, numbers and times, for the server and the browser.
 *
 * @module
 */
export { formMessages, problemMessage } from "./forms/form_messages.ts";
export { defineLanguage } from "./i18n/define_language.ts";
export { fill } from "./i18n/fill.ts";
export { ARABIC, ENGLISH, GERMAN, languageOf } from "./i18n/languages.ts";
export { format, plural } from "./i18n/format.ts";
export { ago, atMinute, onDay } from "./i18n/times.ts";
export type { FormMessages, Problem, Translation } from "./i18n/messages.ts";
