/**
 * The form that makes an account.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { EmailField, Field } from "../components/Field.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import {
  type FieldOf,
  type NewPasswordRules,
  type Problems,
  signUpForm,
} from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never the password. */
export interface SignUpFormProps extends Omit<NewPasswordRules, "address"> {
  words: FormWords & Words["passwordMeter"] & Words["signUp"]["form"];
  /** The invitation the person came with; empty where that takes none. */
  invite: string;
  /** Where to go once the address is confirmed: a path of this site. */
  next: string;
  /** Address and name as they were sent, after a failed try. */
  address?: string;
  name?: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<FieldOf<typeof signUpForm>>;
}

/** Asks for an address, a name and a password. */
export default function SignUpForm(props: SignUpFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/auth/signup"
      form={signUpForm(props)}
      problems={props.problems}
      failure={props.failure}
      words={words}
      button={[words.send, words.sending]}
    >
      {(judging) => (
        <>
          <EmailField
            name="address"
            label={words.email}
            startValue={props.address}
            {...judging("address")}
          />
          <Field
            name="name"
            label={words.name}
            type="text"
            autocomplete="name"
            input={{ autocapitalize: "words", required: false }}
            startValue={props.name}
            {...judging("name")}
          />
          <MeteredPasswordField
            label={words.password}
            showLabel={words.showPassword}
            words={words}
            minLength={props.minLength}
            siteName={props.siteName}
            address={props.address ?? ""}
            {...judging("password")}
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
