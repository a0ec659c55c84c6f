/**
 * A form that a passkey answers.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { PasskeySupport } from "./PasskeySupport.tsx";

/** What `static/passkeys.js` calls. */
const CALLS = {
  create: "parseCreationOptionsFromJSON",
  get: "parseRequestOptionsFromJSON",
} as const;

/** Props of {@linkcode PasskeyForm}. */
export interface PasskeyFormProps {
  action: string;
  /** The name of the field for the browser's answer, in JSON. */
  name: string;
  /** Whether a passkey is created or used. */
  call: keyof typeof CALLS;
  /** The options of the call, or the path of a page that returns them as JSON. */
  options: unknown;
  /** Whether the browser also offers passkeys in fields with `autocomplete="… webauthn"`. */
  autofill?: true;
  /** The text of the button. */
  button: string;
  /** Shown if the person cancels. */
  cancelled: string;
  /** An error of the form as a whole. */
  failure?: string;
  /** Further fields. */
  children?: ComponentChildren;
}

/**
 * A button that asks for a passkey. Hidden if the browser has none, or no JavaScript, and
 * disabled until `static/passkeys.js` has loaded.
 */
export function PasskeyForm(props: PasskeyFormProps) {
  const { name, call, options, autofill } = props;
  return (
    <form class="card passkey" method="post" action={props.action} hidden>
      <PasskeySupport />
      <FormOwner />
      {props.failure && <Failure>{props.failure}</Failure>}
      {props.children}
      <p class="failure cancelled" role="alert" hidden>{props.cancelled}</p>
      <input
        type="hidden"
        name={name}
        data-call={call}
        data-parse={CALLS[call]}
        data-options={typeof options === "string"
          ? options
          : JSON.stringify(options)}
        data-autofill={autofill && "conditional"}
      />
      <button type="button" disabled>{props.button}</button>
    </form>
  );
}
