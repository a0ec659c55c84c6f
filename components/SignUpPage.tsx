/**
 * The pages for signing up.
 *
 * @module
 */
import { passkeys } from "@latchkey/core/features";
import type { Services } from "@latchkey/core";
import {
  canHavePasskeys,
  nextQuery,
  type ProviderButtons,
} from "@latchkey/core/http";
import { fill, formMessages, plural } from "@latchkey/core/i18n";
import { signUpForm } from "@latchkey/core/new-password";
import { CodeMailed, type CodeMailedProps } from "./CodeMailed.tsx";
import {
  SignUpUnavailable,
  type UnavailableReason,
} from "./SignUpUnavailable.tsx";
import { PasskeySupport } from "./PasskeySupport.tsx";
import { ProviderLogin } from "./ProviderButtons.tsx";
import { Title, whenFailed } from "./Title.tsx";
import SignUpForm, { type SignUpFormProps } from "../islands/SignUpForm.tsx";
import type { Language } from "../lib/messages/language.ts";

/** The page to show. */
export type SignUpView =
  | {
    readonly form: Omit<
      SignUpFormProps,
      "messages" | "advice" | "id"
    >;
  }
  | { readonly mailed: CodeMailedProps }
  | { readonly shut: UnavailableReason };

/** Props of {@linkcode SignUpPage}. */
export interface SignUpPageProps extends PasskeySignUpProps {
  view: SignUpView;
  providers: ProviderButtons;
  language: Language;
}

interface PasskeySignUpProps {
  services: Pick<Services, "site" | "use">;
  /** The URL of the page. */
  url: URL;
}

const FORM_ID = "sign-up";

/** Shows one of the views. */
export function SignUpPage(
  { view, providers, language, ...props }: SignUpPageProps,
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
  const { minLength, next, invite } = view.form;
  const forForm = formMessages(language, signUpForm(view.form), minLength);
  const { passwordMeter, passwordless, profile, signUp } = messages;
  const logIn = <a href={`/auth/login${nextQuery(next)}`}>{signUp.logIn}</a>;
  const byProvider = { providers, next, invite, messages: messages.providers };
  return (
    <>
      <Title failed={whenFailed(view.form, messages)}>{signUp.title}</Title>
      <h1>{signUp.title}</h1>
      <ProviderLogin at="above" {...byProvider} />
      <SignUpForm
        {...view.form}
        id={FORM_ID}
        advice={plural(locale, messages.passwordAdvice, minLength)}
        messages={{
          ...forForm,
          ...passwordMeter,
          ...signUp.form,
          profile,
        }}
      />
      <PasskeyButton {...props} text={passwordless.signUp.button} />
      <ProviderLogin at="below" {...byProvider} />
      <p class="after">{fill(signUp.known, { logIn })}</p>
    </>
  );
}

/**
 * Sends the form without a password. Outside the form, so that the Enter key presses the form's
 * own button; hidden if the browser has no passkeys, or no JavaScript.
 */
function PasskeyButton(
  { services, url, text }: PasskeySignUpProps & { text: string },
) {
  if (!services.site.features.includes(passkeys)) return null;
  if (!canHavePasskeys(services.use(passkeys).party(url))) return null;
  return (
    <p class="after passkey" hidden>
      <PasskeySupport />
      <button
        type="submit"
        form={FORM_ID}
        formaction="/auth/passkey/sign-up"
        data-without="password"
      >
        {text}
      </button>
    </p>
  );
}
