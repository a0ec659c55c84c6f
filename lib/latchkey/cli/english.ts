/**
 * Validation problems in English, for commands.
 *
 * @module
 */
import { problemMessage } from "../forms/form_messages.ts";
import { ENGLISH } from "../i18n/languages.ts";
import type { Problem } from "../i18n/messages.ts";

/**
 * Describes a problem in English.
 *
 * @param minLength The minimum length of a new password, in characters.
 */
export function english(problem: Problem, minLength?: number): string {
  return problemMessage(ENGLISH.messages, problem, minLength);
}
