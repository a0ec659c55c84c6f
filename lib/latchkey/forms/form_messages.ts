/**
 * The messages that a form needs in the browser.
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
 * The messages of a form for the browser, and no others. Plurals are formatted here for each
 * possible number, so that browsers need no plural rules.
 *
 * @param minLength The minimum length of a new password in characters, for forms that ask for
 * one.
 * @returns The messages of {@linkcode FormMessages}.
 *
 * @example
 * ```ts
 * import { loginForm } from "@latchkey/core/forms";
 * import { ENGLISH, formMessages } from "@latchkey/core/i18n";
 *
 * const { problems } = formMessages(ENGLISH, loginForm);
 * ```
 */
export function formMessages(
  { locale, messages }: Language,
  form: Form,
  minLength?: number,
): FormMessages {
  const translated = form.problems.map((problem) =>
    [problem, problemMessage(messages, problem, minLength)] as const
  );
  const counted = fieldsOf(form).map((_, index) =>
    plural(locale, messages.form.attention, index + 1)
  );
  return {
    ...messages.form,
    attention: ["", ...counted],
    problems: Object.fromEntries(translated),
  };
}

/**
 * Translates a problem of a form into a sentence; undefined stays undefined.
 *
 * @param messages The messages of a language.
 * @param minLength The minimum length of a new password in characters, for problems that name
 * it.
 *
 * @example
 * ```ts
 * import { ENGLISH, problemMessage } from "@latchkey/core/i18n";
 *
 * const sentence: string = problemMessage(ENGLISH.messages, "emailRequired");
 * ```
 */
export function problemMessage<Key extends Problem | undefined>(
  messages: Messages,
  problem: Key,
  minLength?: number,
): Key extends Problem ? string : undefined;
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
