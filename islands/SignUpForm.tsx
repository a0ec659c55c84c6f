/**
 * The sign-up form.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { EmailField, Field } from "../components/Field.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import { ProfileFields } from "../components/ProfileFields.tsx";
import type { Problems } from "@latchkey/core/forms";
import { signUpForm, type SignUpRules } from "@latchkey/core/new-password";
import type { FormMessages } from "@latchkey/core/i18n";
import type { Messages } from "../lib/messages/language.ts";

/** Props of the form. They are in the page's HTML, so they never include the password. */
export interface SignUpFormProps extends SignUpRules {
  messages:
    & FormMessages
    & Messages["passwordMeter"]
    & Messages["signUp"]["form"]
    & Pick<Messages, "profile">;
  /** The token of the invitation, or an empty string. */
  invite: string;
  /** Where to go once the address is confirmed: a path of this site. */
  next: string;
  /** The values as submitted, after an error. */
  address?: string;
  name?: string;
  profile?: Readonly<Record<string, string>>;
  /** How to choose a password. */
  advice: string;
  /** The form's ID, for a button outside it. */
  id?: string;
  /** An error of the form as a whole. */
  failure?: string;
  problems?: Problems<typeof signUpForm>;
}

/** Asks for an email address, a name, the site's profile fields and a password. */
export default function SignUpForm(props: SignUpFormProps) {
  const { messages } = props;
  return (
    <CheckedForm
      id={props.id}
      action="/auth/signup"
      form={signUpForm(props)}
      problems={props.problems}
      failure={props.failure}
      messages={messages}
      button={[messages.send, messages.sending]}
    >
      {(fieldState) => (
        <>
          <EmailField
            name="address"
            label={messages.email}
            startValue={props.address}
            {...fieldState("address")}
          />
          <Field
            name="name"
            label={messages.name}
            type="text"
            autocomplete="name"
            input={{ autocapitalize: "words", required: false }}
            startValue={props.name}
            {...fieldState("name")}
          />
          <ProfileFields
            fields={props.profileFields ?? {}}
            values={props.profile}
            messages={messages.profile}
            fieldState={fieldState}
          />
          <MeteredPasswordField
            label={messages.password}
            showLabel={messages.showPassword}
            advice={props.advice}
            messages={messages}
            minLength={props.minLength}
            siteName={props.siteName}
            address={props.address ?? ""}
            {...fieldState("password")}
          />
          <input type="hidden" name="next" value={props.next} />
          {props.invite !== "" && (
            <input type="hidden" name="invite" value={props.invite} />
          )}
        </>
      )}
    </CheckedForm>
  );
}
