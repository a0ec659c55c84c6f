/**
 * The form that asks someone who signs up with a provider for what the provider didn't tell.
 *
 * @module
 */
import type { ProfileFields as Fields } from "@latchkey/core/new-password";
import { nextQuery, type ProviderSignUp as Known } from "@latchkey/core/http";
import {
  fill,
  format,
  type Problem,
  problemMessage,
} from "@latchkey/core/i18n";
import { EmailField, Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { ProfileFields } from "./ProfileFields.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** What the provider told, or what was submitted. */
export interface ProviderSignUpForm extends Known {
  /** The values of the site's own fields. */
  readonly profile?: Readonly<Record<string, string>>;
  readonly problems?: Readonly<Record<string, Problem | undefined>>;
  /** An error of the form as a whole. */
  readonly failure?: string;
}

/** Props of {@linkcode ProviderSignUp}. */
export interface ProviderSignUpProps extends ProviderSignUpForm {
  /** The site's own fields. */
  profileFields: Fields;
  messages: Messages;
}

/** Asks for an email address, a name and the site's profile fields, but no password. */
export function ProviderSignUp(props: ProviderSignUpProps) {
  const { problems = {}, messages } = props;
  const { profile, providers: { signUp: texts }, signUp } = messages;
  const provider = props.provider.label;
  const problemOf = (name: string) => problemMessage(messages, problems[name]);
  return (
    <>
      <Title failed={whenFailed(props, messages)}>{texts.title}</Title>
      <h1>{texts.title}</h1>
      <p>{format(explanationOf(props, texts), { provider })}</p>
      <PlainForm
        action="/auth/provider/sign-up"
        failure={props.failure}
        button={texts.send}
      >
        <EmailField
          name="address"
          autocomplete="email"
          label={signUp.form.email}
          startValue={props.address}
          problem={problemOf("address")}
        />
        <Field
          name="name"
          label={signUp.form.name}
          type="text"
          autocomplete="name"
          input={{ autocapitalize: "words", required: false }}
          startValue={props.name}
          problem={problemOf("name")}
        />
        <ProfileFields
          fields={props.profileFields}
          values={props.profile}
          messages={profile}
          fieldState={(name) => ({ problem: problemOf(name) })}
        />
      </PlainForm>
      <p class="after">
        {fill(texts.known, {
          provider,
          logIn: (
            <a href={`/auth/login${nextQuery("/account/logins")}`}>
              {texts.logIn}
            </a>
          ),
        })}
      </p>
    </>
  );
}

function explanationOf(
  { address, isConfirmed }: Known,
  { noAddress, confirmed, unconfirmed }: Messages["providers"]["signUp"],
): string {
  if (isConfirmed) return confirmed;
  return address === "" ? noAddress : unconfirmed;
}
