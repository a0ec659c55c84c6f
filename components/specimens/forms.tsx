/**
 * Forms that have a page for themselves, since their fields have fixed names.
 *
 * @module
 */
import type { Specimens } from "../../lib/latchkey/dev/gallery_pages.tsx";
import { CodeForm } from "../CodeForm.tsx";
import { EmailField } from "../Field.tsx";
import { SendKept, SignInAgain } from "../KeptForm.tsx";
import { TokenForm } from "../TokenForm.tsx";
import LoginForm from "../../islands/LoginForm.tsx";
import NewPasswordForm from "../../islands/NewPasswordForm.tsx";
import RecoveryForm from "../../islands/RecoveryForm.tsx";
import SignUpForm from "../../islands/SignUpForm.tsx";
import {
  NEW_PASSWORD_FIELDS,
  NEW_PASSWORD_PROBLEMS,
} from "../../lib/latchkey/features/password/new_password_form.ts";
import {
  RECOVERY_FIELDS,
  RECOVERY_PROBLEMS,
} from "../../lib/latchkey/features/recovery/recovery_form.ts";
import {
  SIGN_IN_FIELDS,
  SIGN_IN_PROBLEMS,
} from "../../lib/latchkey/features/password/login_form.ts";
import {
  SIGN_UP_FIELDS,
  SIGN_UP_PROBLEMS,
} from "../../lib/latchkey/features/sign_up/sign_up_form.ts";
import { askToWait } from "../../lib/latchkey/limits/ask_to_wait.ts";
import { formWords } from "../../lib/latchkey/i18n/form_words.ts";
import type { Language, Problem } from "../../lib/latchkey/i18n/words.ts";
import { LONG_ADDRESS, OLGA } from "./samples.ts";

const { address } = OLGA;
const minLength = 8;
const rules = { address, minLength };

/** What an island for a form can say. */
function wordsOf<Own>(
  language: Language,
  [fields, problems]: readonly [readonly string[], readonly Problem[]],
  own: Own,
) {
  const shared = formWords(language, { fields, problems, minLength });
  return { ...shared, ...language.words.passwordMeter, ...own };
}

const login = (language: Language) => ({
  next: "/",
  words: wordsOf(
    language,
    [SIGN_IN_FIELDS, SIGN_IN_PROBLEMS],
    language.words.login.form,
  ),
});

const signUp = (language: Language) => ({
  minLength,
  invite: "",
  next: "/",
  words: wordsOf(
    language,
    [SIGN_UP_FIELDS, SIGN_UP_PROBLEMS],
    language.words.signUp.form,
  ),
});

const newPassword = (language: Language) => ({
  ...rules,
  words: wordsOf(
    language,
    [NEW_PASSWORD_FIELDS, NEW_PASSWORD_PROBLEMS],
    language.words.newPassword.form,
  ),
});

const recovery = (language: Language) => ({
  ...rules,
  token: "none",
  words: wordsOf(
    language,
    [RECOVERY_FIELDS, RECOVERY_PROBLEMS],
    language.words.recovery.form,
  ),
});

/** Each in each state. */
export const FORMS: Specimens = {
  "sign-in": (language) => <LoginForm {...login(language)} />,
  "sign-in-wrong": (language) => (
    <LoginForm
      {...login(language)}
      address={LONG_ADDRESS}
      remember
      problems={{ username: "emailRequired", password: "passwordRequired" }}
    />
  ),
  "sign-in-refused": (language) => (
    <LoginForm
      {...login(language)}
      address={address}
      failure={askToWait(language, {
        reason: "limited",
        retryAfterSeconds: 120,
      })}
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
    <SignInAgain action="/dev/components" kept="none" words={words} />
  ),
  "send-again": ({ words }) => (
    <SendKept
      to="/dev/components"
      fields={{ address: LONG_ADDRESS }}
      words={words.signInAgain}
    />
  ),
};
