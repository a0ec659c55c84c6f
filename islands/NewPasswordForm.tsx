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

/** Props of the form. They are in the page's HTML, so they never include a password. */
export interface NewPasswordFormProps extends NewPasswordRules {
  messages:
    & FormMessages
    & Messages["passwordMeter"]
    & Messages["newPassword"]["form"];
  /** How to choose a password. */
  advice: string;
  /** An error of the form as a whole. */
  failure?: string;
  problems?: Problems<typeof newPasswordForm>;
}

/** Asks for the current password and a new one. */
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
            label={messages.current}
            showLabel={messages.showCurrent}
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
