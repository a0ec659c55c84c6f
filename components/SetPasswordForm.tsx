/**
 * The form that sets a password, with its texts.
 *
 * @module
 */
import { recoveryForm } from "@latchkey/core/new-password";
import { formMessages, plural } from "@latchkey/core/i18n";
import RecoveryForm, {
  type RecoveryFormProps,
} from "../islands/RecoveryForm.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** What a page knows of the form. */
export type SetPasswordView = Omit<
  RecoveryFormProps,
  "messages" | "advice" | "action"
>;

/** Asks for a new password, in the page's language. */
export function SetPasswordForm({ language, texts, action, ...view }:
  & SetPasswordView
  & {
    action: string;
    /** The texts of the button, if they aren't the usual ones. */
    texts?: Partial<Pick<Messages["recovery"]["form"], "send" | "sending">>;
    language: Language;
  }) {
  const { locale, messages } = language;
  const { minLength } = view;
  return (
    <RecoveryForm
      {...view}
      action={action}
      advice={plural(locale, messages.passwordAdvice, minLength)}
      messages={{
        ...formMessages(language, recoveryForm(view), minLength),
        ...messages.passwordMeter,
        ...messages.recovery.form,
        ...texts,
      }}
    />
  );
}
