/**
 * What the rules of the site find wrong, in the words of the commands.
 *
 * @module
 */
import { problemMessage } from "../forms/form_messages.ts";
import { ENGLISH } from "../i18n/languages.ts";
import type { Problem } from "../i18n/messages.ts";

/**
 * Says in English what is wrong.
 *
 * @param minLength The fewest characters of a new password.
 */
export function english(problem: Problem, minLength?: number): string {
  return problemMessage(ENGLISH.messages, problem, minLength);
}
