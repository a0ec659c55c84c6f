/**
 * The page that creates the passkey of a new account.
 *
 * @module
 */
import {
  type FirstPasskeyPrompt,
  type FormFields,
  nextQuery,
  type PasskeySignal,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { PasskeyForm } from "./PasskeyForm.tsx";
import { PasskeySignals } from "./PasskeySupport.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode FirstPasskey}. */
export interface FirstPasskeyProps {
  prompt: FirstPasskeyPrompt;
  /** The address of the new account. */
  address: string;
  /** The fields of the sign-up form. */
  fields: FormFields;
  /** What to tell the browser about a passkey that was refused. */
  signals: readonly PasskeySignal[];
  failure?: string;
  messages: Messages;
}

/** Explains what a passkey does, and creates one. Without JavaScript, leads back to the form. */
export function FirstPasskey(props: FirstPasskeyProps) {
  const { prompt, fields, messages } = props;
  const { signUp } = messages.passwordless;
  const query = nextQuery(fields.next ?? "/");
  return (
    <>
      <Title failed={whenFailed(props, messages)}>{signUp.title}</Title>
      <h1>{signUp.title}</h1>
      <PasskeySignals signals={props.signals} />
      <p>{fill(signUp.explained, { address: <b>{props.address}</b> })}</p>
      <PasskeyForm
        action="/auth/passkey/sign-up"
        name="passkey"
        call="create"
        options={prompt.options}
        button={signUp.create}
        cancelled={signUp.cancelled}
        failure={props.failure}
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="account" value={prompt.account} />
      </PasskeyForm>
      <p class="without-passkeys">{signUp.unsupported}</p>
      <p class="after">
        <a href={`/auth/signup${query}`}>{signUp.byPassword}</a>
      </p>
    </>
  );
}
