/**
 * The form that sets a new password after the old one was lost.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import {
  type FieldOf,
  type NewPasswordRules,
  type Problems,
  recoveryForm,
} from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never a password. */
export interface RecoveryFormProps extends NewPasswordRules {
  words: FormWords & Words["passwordMeter"] & Words["recovery"]["form"];
  /** The mailed token by which the person came. */
  token: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<FieldOf<typeof recoveryForm>>;
}

/** Asks for a new password and nothing else. */
export default function RecoveryForm(props: RecoveryFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/auth/recover/new"
      form={recoveryForm(props)}
      problems={props.problems}
      failure={props.failure}
      words={words}
      button={[words.send, words.sending]}
    >
      {(judging) => (
        <>
          <KnownAddress address={props.address} />
          <MeteredPasswordField
            label={words.password}
            showLabel={words.showPassword}
            words={words}
            minLength={props.minLength}
            siteName={props.siteName}
            address={props.address}
            {...judging("password")}
          />
          <input type="hidden" name="token" value={props.token} />
        </>
      )}
    </CheckedForm>
  );
}
