/**
 * The form that changes a password.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import { PasswordField } from "../components/PasswordField.tsx";
import {
  NEW_PASSWORD_FIELDS,
  type NewPasswordField,
  newPasswordForm,
  type Problems,
} from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never a password. */
export interface NewPasswordFormProps {
  words: FormWords & Words["passwordMeter"] & Words["newPassword"]["form"];
  /** The address of the account, by which password managers find it. */
  address: string;
  /** The fewest characters of a new password. */
  minLength: number;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<NewPasswordField>;
}

/** Asks for the present password and for a new one. */
export default function NewPasswordForm(props: NewPasswordFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/account/password"
      schema={newPasswordForm(props)}
      fields={NEW_PASSWORD_FIELDS}
      problems={props.problems}
      failure={props.failure}
      words={words}
      button={[words.send, words.sending]}
    >
      {(judging) => (
        <>
          <KnownAddress address={props.address} />
          <PasswordField
            name="present"
            label={words.present}
            showLabel={words.showPresent}
            words={words}
            autocomplete="current-password"
            {...judging("present")}
          />
          <MeteredPasswordField
            label={words.password}
            showLabel={words.showPassword}
            words={words}
            minLength={props.minLength}
            address={props.address}
            {...judging("password")}
          />
        </>
      )}
    </CheckedForm>
  );
}
