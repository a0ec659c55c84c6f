/**
 * Forms with fixed field names, which need a page each.
 *
 * @module
 */
import type { Specimens } from "@latchkey/core/dev";
import { CodeForm } from "../CodeForm.tsx";
import { EmailField } from "../Field.tsx";
import { LoginAgain, ResendForm } from "../ReplayForm.tsx";
import { TokenForm } from "../TokenForm.tsx";
import LoginForm from "../../islands/LoginForm.tsx";
import NewPasswordForm from "../../islands/NewPasswordForm.tsx";
import RecoveryForm from "../../islands/RecoveryForm.tsx";
import SignUpForm from "../../islands/SignUpForm.tsx";
import type { Language } from "../../lib/messages/language.ts";
import { type Form, loginForm } from "@latchkey/core/forms";
import {
  newPasswordForm,
  recoveryForm,
  signUpForm,
} from "@latchkey/core/new-password";
import { waitResponse } from "@latchkey/core/http";
import { formMessages, plural } from "@latchkey/core/i18n";
import { LONG_ADDRESS, OLGA } from "./samples.ts";

const { address } = OLGA;
const minLength = 8;
const rules = { address, minLength, siteName: "" };

/** The messages of a form's island. */
function messagesFor<Own>(
  language: Language,
  form: Pick<Form, "problems" | "schema">,
  own: Own,
) {
  const shared = formMessages(language, form, minLength);
  return { ...shared, ...language.messages.passwordMeter, ...own };
}

const login = (language: Language) => ({
  next: "/",
  messages: messagesFor(
    language,
    loginForm,
    language.messages.login.form,
  ),
});

const adviceIn = ({ locale, messages }: Language) =>
  plural(locale, messages.passwordAdvice, minLength);

const signUp = (language: Language) => ({
  advice: adviceIn(language),
  minLength,
  siteName: "",
  invite: "",
  next: "/",
  messages: messagesFor(
    language,
    signUpForm(rules),
    { ...language.messages.signUp.form, profile: language.messages.profile },
  ),
});

const newPassword = (language: Language) => ({
  advice: adviceIn(language),
  ...rules,
  messages: messagesFor(
    language,
    newPasswordForm(rules),
    language.messages.newPassword.form,
  ),
});

const recovery = (language: Language) => ({
  advice: adviceIn(language),
  ...rules,
  token: "none",
  messages: messagesFor(
    language,
    recoveryForm(rules),
    language.messages.recovery.form,
  ),
});

/** Every form in every state. */
export const FORMS: Specimens<Language> = {
  "login": (language) => <LoginForm {...login(language)} />,
  "login-wrong": (language) => (
    <LoginForm
      {...login(language)}
      address={LONG_ADDRESS}
      remember
      problems={{ username: "emailRequired", password: "passwordRequired" }}
    />
  ),
  "login-limited": (language) => (
    <LoginForm
      {...login(language)}
      address={address}
      failure={waitResponse(language, {
        reason: "limited",
        retryAfterSeconds: 120,
      }).failure}
    />
  ),
  "login-busy": ({ messages: { login: { form } } }) => (
    <form class="card" aria-busy="true">
      <EmailField
        name="username"
        label={form.email}
        startValue={address}
      />
      <button type="button" aria-disabled="true">{form.sending}</button>
    </form>
  ),
  "sign-up": (language) => <SignUpForm {...signUp(language)} />,
  "sign-up-wrong": (language) => (
    <SignUpForm
      {...signUp(language)}
      address="olga"
      problems={{
        address: "noAddress",
        name: "nameTooLong",
        password: "passwordTooShort",
      }}
    />
  ),
  "new-password": (language) => <NewPasswordForm {...newPassword(language)} />,
  "new-password-wrong": (language) => (
    <NewPasswordForm
      {...newPassword(language)}
      problems={{
        present: "currentPasswordWrong",
        password: "passwordCommon",
      }}
    />
  ),
  "recovery": (language) => (
    <RecoveryForm action="/auth/recover/new" {...recovery(language)} />
  ),
  "code": ({ messages }) => <CodeForm messages={messages} />,
  "code-wrong": ({ messages }) => (
    <CodeForm
      messages={messages}
      typed={address}
      problems={{ address: "emailRequired", code: "codeWrong" }}
    />
  ),
  "mailed-link": () => (
    <TokenForm
      action="/auth/link/open"
      token="none"
      button={LONG_ADDRESS}
      requestedHere={false}
    />
  ),
  "login-again": ({ messages }) => (
    <LoginAgain action="/dev/components" hidden={{}} messages={messages} />
  ),
  "send-again": ({ messages }) => (
    <ResendForm
      to="/dev/components"
      fields={{ address: LONG_ADDRESS }}
      messages={messages.loginAgain}
    />
  ),
};
