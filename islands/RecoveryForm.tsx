/**
 * The form that sets a password without the current one: with an emailed link, or for an
 * account that has none.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import type { Problems } from "@latchkey/core/forms";
import {
  type NewPasswordRules,
  recoveryForm,
} from "@latchkey/core/new-password";
import type { FormMessages } from "@latchkey/core/i18n";
import type { Messages } from "../lib/messages/language.ts";

/** Props of the form. They are in the page's HTML, so they never include a password. */
export interface RecoveryFormProps extends NewPasswordRules {
  messages:
    & FormMessages
    & Messages["passwordMeter"]
    & Messages["recovery"]["form"];
  /** Where the form is sent. Defaults to the page for a lost password. */
  action?: string;
  /** The token from the link, if there is one. */
  token?: string;
  /** How to choose a password. */
  advice: string;
  /** An error of the form as a whole. */
  failure?: string;
  problems?: Problems<typeof recoveryForm>;
}

/** Asks for a new password. */
export default function RecoveryForm(props: RecoveryFormProps) {
  const { messages } = props;
  return (
    <CheckedForm
      action={props.action ?? "/auth/recover/new"}
      form={recoveryForm(props)}
      problems={props.problems}
      failure={props.failure}
      messages={messages}
      button={[messages.send, messages.sending]}
    >
      {(fieldState) => (
        <>
          <KnownAddress address={props.address} />
          <MeteredPasswordField
            label={messages.password}
            showLabel={messages.showPassword}
            advice={props.advice}
            messages={messages}
            minLength={props.minLength}
            siteName={props.siteName}
            address={props.address}
            {...fieldState("password")}
          />
          {props.token !== undefined && (
            <input type="hidden" name="token" value={props.token} />
          )}
        </>
      )}
    </CheckedForm>
  );
}
