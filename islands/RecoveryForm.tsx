/**
 * The form that sets a new password after the old one was lost.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import {
  type Problems,
  RECOVERY_FIELDS,
  type RecoveryField,
  recoveryForm,
} from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never a password. */
export interface RecoveryFormProps {
  words: FormWords & Words["passwordMeter"] & Words["recovery"]["form"];
  /** The mailed token by which the person came. */
  token: string;
  /** The address of the account, by which password managers find it. */
  address: string;
  /** The fewest characters of a new password. */
  minLength: number;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<RecoveryField>;
}

/** Asks for a new password and nothing else. */
export default function RecoveryForm(props: RecoveryFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/auth/recover/new"
      schema={recoveryForm(props)}
      fields={RECOVERY_FIELDS}
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
            address={props.address}
            {...judging("password")}
          />
          <input type="hidden" name="token" value={props.token} />
        </>
      )}
    </CheckedForm>
  );
}
