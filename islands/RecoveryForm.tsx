/**
 * The form that sets a new password after the old one was lost.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import type { Problems } from "../lib/forms/check.ts";
import {
  RECOVERY_FIELDS,
  type RecoveryField,
  recoveryForm,
} from "../lib/forms/recovery_form.ts";

/** What the server knows of the form: plain data, never a password. */
export interface RecoveryFormProps {
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
  return (
    <CheckedForm
      action="/auth/recover/new"
      schema={recoveryForm(props)}
      fields={RECOVERY_FIELDS}
      problems={props.problems}
      failure={props.failure}
      button={["Set password", "Setting…"]}
    >
      {(judging) => (
        <>
          <KnownAddress address={props.address} />
          <MeteredPasswordField
            label="New password"
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
