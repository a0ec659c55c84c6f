/**
 * The words that a form needs in the browser, and no others.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "../email/address_length.ts";
import { MAX_PASSWORD_LENGTH } from "../crypto/password_text.ts";
import { fieldsOf, type Form } from "./form.ts";
import { format, plural } from "../i18n/format.ts";
import type {
  FormMessages,
  Language,
  Messages,
  Problem,
} from "../i18n/messages.ts";

/** The most characters of a person's name. */
export const MAX_NAME_LENGTH = 100;

/**
 * The words of a form. What depends on a number is said for each: browsers need not count.
 *
 * @param minLength The fewest characters of a new password, where it asks for one.
 */
export function formMessages(
  { locale, messages }: Language,
  form: Form,
  minLength?: number,
): FormMessages {
  const shown = form.problems.map((problem) =>
    [problem, problemMessage(messages, problem, minLength)] as const
  );
  const counted = fieldsOf(form).map((_, index) =>
    plural(locale, messages.form.attention, index + 1)
  );
  return {
    ...messages.form,
    attention: ["", ...counted],
    problems: Object.fromEntries(shown),
  };
}

/** What is wrong, as a sentence; undefined when nothing is. */
export function problemMessage<Found extends Problem | undefined>(
  messages: Messages,
  problem: Found,
  minLength?: number,
): Found extends Problem ? string : undefined;
export function problemMessage(
  messages: Messages,
  problem: Problem | undefined,
  minLength = 0,
): string | undefined {
  if (problem === undefined) return undefined;
  return format(messages.problems[problem], {
    maxAddress: MAX_ADDRESS_LENGTH,
    maxName: MAX_NAME_LENGTH,
    minPassword: minLength,
    maxPassword: MAX_PASSWORD_LENGTH,
  });
}
