/**
 * A form that asks for an email address.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { EmailField } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";

/** Props of an {@linkcode AddressForm}. */
export interface AddressFormProps {
  action: string;
  label: string;
  /** The text of the button. */
  button: string;
  /** The address as submitted, after an error. */
  address?: string;
  /** An error of the form as a whole. */
  failure?: string;
  /** An error at the address. */
  problem?: string;
  /** More fields. */
  children?: ComponentChildren;
}

/** A form with an email field and a button. */
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
