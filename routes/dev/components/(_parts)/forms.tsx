/**
 * Forms that have a page for themselves, since their fields have fixed names.
 *
 * @module
 */
import type { JSX } from "preact";
import { CodeForm } from "../../../../components/CodeForm.tsx";
import { EmailField } from "../../../../components/Field.tsx";
import { SendKept, SignInAgain } from "../../../../components/KeptForm.tsx";
import { TokenForm } from "../../../../components/TokenForm.tsx";
import LoginForm from "../../../../islands/LoginForm.tsx";
import NewPasswordForm from "../../../../islands/NewPasswordForm.tsx";
import RecoveryForm from "../../../../islands/RecoveryForm.tsx";
import SignUpForm from "../../../../islands/SignUpForm.tsx";
import { newPasswordForm } from "../../../../lib/latchkey/features/password/new_password_form.ts";
import { recoveryForm } from "../../../../lib/latchkey/features/recovery/recovery_form.ts";
import { signInForm } from "../../../../lib/latchkey/features/password/login_form.ts";
import { signUpForm } from "../../../../lib/latchkey/features/sign_up/sign_up_form.ts";
import { askToWait } from "../../../../lib/latchkey/limits/ask_to_wait.ts";
import { formWords } from "../../../../lib/latchkey/forms/form_words.ts";
import { LONG_ADDRESS, OLGA } from "./samples.ts";
import type { Language } from "../../../../lib/messages/language.ts";

/** Shows one in a language. */
export type Whole = (language: Language) => JSX.Element;

const { address } = OLGA;
const minLength = 8;
const rules = { address, minLength, siteName: "" };

const signIn = (language: Language) => ({
  next: "/",
  words: {
    ...formWords(language, signInForm),
    ...language.words.login.form,
  },
});

const signUp = (language: Language) => ({
  minLength,
  siteName: "",
  invite: "",
  next: "/",
  words: {
    ...formWords(language, signUpForm(rules), minLength),
    ...language.words.passwordMeter,
    ...language.words.signUp.form,
  },
});

const newPassword = (language: Language) => ({
  ...rules,
  words: {
    ...formWords(language, newPasswordForm(rules), minLength),
    ...language.words.passwordMeter,
    ...language.words.newPassword.form,
  },
});

const recovery = (language: Language) => ({
  ...rules,
  token: "none",
  words: {
    ...formWords(language, recoveryForm(rules), minLength),
    ...language.words.passwordMeter,
    ...language.words.recovery.form,
  },
});

/** Each in each state. */
export const FORMS: Readonly<Record<string, Whole>> = {
  "sign-in": (language) => <LoginForm {...signIn(language)} />,
  "sign-in-wrong": (language) => (
    <LoginForm
      {...signIn(language)}
      address={LONG_ADDRESS}
      remember
      problems={{ username: "emailRequired", password: "passwordRequired" }}
    />
  ),
  "sign-in-refused": (language) => (
    <LoginForm
      {...signIn(language)}
      address={address}
      failure={askToWait(language, {
        reason: "limited",
        retryAfterSeconds: 120,
      }).failure}
    />
  ),
  "sign-in-busy": ({ words: { login: { form } } }) => (
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
        present: "presentPasswordWrong",
        password: "passwordCommon",
      }}
    />
  ),
  "recovery": (language) => <RecoveryForm {...recovery(language)} />,
  "code": ({ words }) => <CodeForm words={words} />,
  "code-wrong": ({ words }) => (
    <CodeForm
      words={words}
      typed={address}
      problems={{ address: "emailRequired", code: "codeWrong" }}
    />
  ),
  "mailed-link": () => (
    <TokenForm
      action="/auth/link/open"
      token="none"
      button={LONG_ADDRESS}
      askedHere={false}
    />
  ),
  "sign-in-again": ({ words }) => (
    <SignInAgain action="/dev/components" hidden={{}} words={words} />
  ),
  "send-again": ({ words }) => (
    <SendKept
      to="/dev/components"
      fields={{ address: LONG_ADDRESS }}
      words={words.signInAgain}
    />
  ),
};
