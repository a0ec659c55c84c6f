/**
 * Forms for logging in again and resending a form that was sent after the session had ended.
 *
 * @module
 */
import type { FormFields, LoginAgainProps } from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { EmailField } from "./Field.tsx";
import { FactorForms } from "./FactorForms.tsx";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PasskeyLogin, type PasskeyLoginProps } from "./PasskeyLogin.tsx";
import { PasskeySignals } from "./PasskeySupport.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode LoginAgain}. */
export interface LoginAgainFormProps extends LoginAgainProps {
  readonly messages: Messages;
}

/** A login form without JavaScript that includes the fields of the interrupted form. */
export function LoginAgain({ messages, ...props }: LoginAgainFormProps) {
  if (props.secondStep) {
    return (
      <FactorForms
        {...props.secondStep}
        action={props.action}
        help={messages.emailCode.elsewhere}
        button={messages.secondFactor.send}
        isFirst
        messages={messages}
      >
        <Hidden fields={props.hidden} />
      </FactorForms>
    );
  }
  return (
    <PlainForm
      action={props.action}
      failure={props.isWrong ? messages.login.wrong : props.failure}
      button={messages.login.form.send}
    >
      <Hidden fields={props.hidden} />
      <EmailField
        name="username"
        label={messages.login.form.email}
        startValue={props.address}
        problem={problemMessage(messages, props.problems?.username)}
      />
      <OwnPasswordField
        name="password"
        problem={problemMessage(messages, props.problems?.password)}
        messages={messages.ownPassword}
      />
      <label class="choice">
        <input type="checkbox" name="remember" value="yes" />{" "}
        {messages.login.form.remember}
      </label>
    </PlainForm>
  );
}

/** The same by passkey. */
export function PasskeyLoginAgain(
  { messages, hidden, passkey, ...props }:
    & LoginAgainFormProps
    & Pick<PasskeyLoginProps, "services" | "url">,
) {
  const { reason, failure, signals = [] } = passkey ?? {};
  return (
    <>
      <PasskeySignals signals={signals} />
      <PasskeyLogin
        action={props.action}
        failure={reason ? messages.passkeys.failed[reason] : failure}
        services={props.services}
        url={props.url}
        messages={messages.passkeys}
      >
        <Hidden fields={hidden} />
      </PasskeyLogin>
    </>
  );
}

function Hidden({ fields }: { readonly fields: FormFields }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Resends the form when the person presses the button, never automatically. */
export function ResendForm({ to, fields, messages }: {
  readonly to: string;
  readonly fields: FormFields;
  readonly messages: Messages["loginAgain"];
}) {
  return (
    <PlainForm action={to} button={messages.send}>
      <SentFields fields={fields} />
    </PlainForm>
  );
}
