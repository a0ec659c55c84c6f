/**
 * The form that changes a password.
 *
 * @module
 */
import { CheckedForm } from "../components/CheckedForm.tsx";
import { KnownAddress } from "../components/KnownAddress.tsx";
import { MeteredPasswordField } from "../components/MeteredPasswordField.tsx";
import { PasswordField } from "../components/PasswordField.tsx";
import type { Problems } from "@latchkey/core/forms";
import {
  newPasswordForm,
  type NewPasswordRules,
} from "@latchkey/core/new-password";
import type { FormMessages } from "@latchkey/core/i18n";
import type { Messages } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never a password. */
export interface NewPasswordFormProps extends NewPasswordRules {
  messages:
    & FormMessages
    & Messages["passwordMeter"]
    & Messages["newPassword"]["form"];
  /** How to choose the password. */
  advice: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<typeof newPasswordForm>;
}

/** Asks for the present password and for a new one. */
export default function NewPasswordForm(props: NewPasswordFormProps) {
  const { messages } = props;
  return (
    <CheckedForm
      action="/account/password"
      form={newPasswordForm(props)}
      problems={props.problems}
      failure={props.failure}
      messages={messages}
      button={[messages.send, messages.sending]}
    >
      {(fieldState) => (
        <>
          <KnownAddress address={props.address} />
          <PasswordField
            name="present"
            label={messages.present}
            showLabel={messages.showPresent}
            messages={messages}
            autocomplete="current-password"
            {...fieldState("present")}
          />
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
        </>
      )}
    </CheckedForm>
  );
}
