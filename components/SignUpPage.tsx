/**
 * The pages for signing up.
 *
 * @module
 */
import { passkeys } from "@latchkey/core/features";
import { nextQuery } from "@latchkey/core/http";
import { fill, formMessages, plural } from "@latchkey/core/i18n";
import { signUpForm } from "@latchkey/core/new-password";
import { CodeMailed, type CodeMailedProps } from "./CodeMailed.tsx";
import {
  SignUpUnavailable,
  type UnavailableReason,
} from "./SignUpUnavailable.tsx";
import { Title, whenFailed } from "./Title.tsx";
import SignUpForm, { type SignUpFormProps } from "../islands/SignUpForm.tsx";
import type { Language } from "../lib/messages/language.ts";
import { site } from "../lib/site.ts";

/** The page to show. */
export type SignUpView =
  | {
    readonly form: Omit<
      SignUpFormProps,
      "messages" | "advice" | "passkey"
    >;
  }
  | { readonly mailed: CodeMailedProps }
  | { readonly shut: UnavailableReason };

/** Where the form is sent to sign up with a passkey. */
const PASSKEY_ACTION = "/auth/passkey/sign-up";

/** Shows one of the views. */
export function SignUpPage(
  { view, language }: { view: SignUpView; language: Language },
) {
  const { locale, messages } = language;
  if ("shut" in view) {
    return (
      <SignUpUnavailable
        why={view.shut}
        messages={messages.signUpUnavailable}
      />
    );
  }
  if ("mailed" in view) {
    return <CodeMailed {...view.mailed} messages={messages} />;
  }
  const { minLength, next } = view.form;
  const forForm = formMessages(language, signUpForm(view.form), minLength);
  const { passwordMeter, passwordless, profile, signUp } = messages;
  const logIn = <a href={`/auth/login${nextQuery(next)}`}>{signUp.logIn}</a>;
  return (
    <>
      <Title failed={whenFailed(view.form, messages)}>{signUp.title}</Title>
      <h1>{signUp.title}</h1>
      <SignUpForm
        {...view.form}
        passkey={site.features.includes(passkeys)
          ? { action: PASSKEY_ACTION, text: passwordless.signUp.button }
          : undefined}
        advice={plural(locale, messages.passwordAdvice, minLength)}
        messages={{
          ...forForm,
          ...passwordMeter,
          ...signUp.form,
          profile,
        }}
      />
      <p class="after">{fill(signUp.known, { logIn })}</p>
    </>
  );
}
