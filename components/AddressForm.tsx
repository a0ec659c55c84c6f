/**
 * Asks for an address to which a mail is to go.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { EmailField } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";

/** What an {@linkcode AddressForm} sends where. */
export interface AddressFormProps {
  action: string;
  /** What the address is called. */
  label: string;
  /** The words on the button. */
  button: string;
  /** The address as it was sent, after a failed try. */
  address?: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  /** What is wrong with the address. */
  problem?: string;
  /** What else the form has. */
  children?: ComponentChildren;
}

/** One field and a button. */
export function AddressForm(props: AddressFormProps) {
  return (
    <PlainForm
      action={props.action}
      failure={props.failure}
      button={props.button}
    >
      <EmailField
        name="address"
        label={props.label}
        startValue={props.address}
        problem={props.problem}
      />
      {props.children}
    </PlainForm>
  );
}
