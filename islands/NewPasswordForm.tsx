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
  type FieldOf,
  newPasswordForm,
  type NewPasswordRules,
  type Problems,
} from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never a password. */
export interface NewPasswordFormProps extends NewPasswordRules {
  words: FormWords & Words["passwordMeter"] & Words["newPassword"]["form"];
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<FieldOf<typeof newPasswordForm>>;
}

/** Asks for the present password and for a new one. */
export default function NewPasswordForm(props: NewPasswordFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/account/password"
      form={newPasswordForm(props)}
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
            siteName={props.siteName}
            address={props.address}
            {...judging("password")}
          />
        </>
      )}
    </CheckedForm>
  );
}
