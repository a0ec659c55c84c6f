/**
 * The page that makes the passkey of a new account.
 *
 * @module
 */
import {
  type FirstPasskeyPrompt,
  type FormFields,
  nextQuery,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import MakePasskey from "../islands/MakePasskey.tsx";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode FirstPasskey}. */
export interface FirstPasskeyProps {
  prompt: FirstPasskeyPrompt;
  /** The address of the new account. */
  address: string;
  /** The fields of the sign-up form. */
  fields: FormFields;
  /** The passkey that the server refused, as it was sent. */
  refused?: string;
  failure?: string;
  messages: Messages;
}

const FORM_ID = "first-passkey";

/** Says what a passkey is, and makes one. Without JavaScript, it leads back to the form. */
export function FirstPasskey(props: FirstPasskeyProps) {
  const { prompt, fields, messages } = props;
  const { signUp } = messages.passwordless;
  const query = nextQuery(fields.next ?? "/");
  return (
    <>
      <Title failed={whenFailed(props, messages)}>{signUp.title}</Title>
      <h1>{signUp.title}</h1>
      <p>{fill(signUp.explained, { address: <b>{props.address}</b> })}</p>
      <form
        id={FORM_ID}
        class="card"
        method="post"
        action="/auth/passkey/sign-up"
      >
        <FormOwner />
        {props.failure && <Failure>{props.failure}</Failure>}
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="account" value={prompt.account} />
        <input type="hidden" name="passkey" />
        <MakePasskey
          form={FORM_ID}
          options={prompt.options}
          refused={refusedOf(prompt, props.refused)}
          button={signUp.create}
          failed={signUp.failed}
        />
        <noscript>
          <p>{signUp.noScript}</p>
        </noscript>
      </form>
      <p class="after">
        <a href={`/auth/signup${query}`}>{signUp.byPassword}</a>
      </p>
    </>
  );
}

/** What `signalUnknownCredential` needs; undefined if there is no such passkey. */
function refusedOf(
  { options }: FirstPasskeyPrompt,
  response: string | undefined,
) {
  const [, id] = /"id":"([\w-]{1,1364})"/.exec(response ?? "") ?? [];
  return id ? { rpId: options.rp.id, credentialId: id } : undefined;
}
