/**
 * The field for a new password.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import type { NewPasswordRules } from "@latchkey/core/new-password";
import type { FieldState } from "./CheckedForm.tsx";
import { PasswordField, type PasswordFieldProps } from "./PasswordField.tsx";
import { PasswordMeter } from "./PasswordMeter.tsx";
import type { Messages } from "../lib/messages/language.ts";

/**
 * Props of a {@linkcode MeteredPasswordField}. If the form has a field for the `address`, its
 * value is used instead.
 */
export interface MeteredPasswordFieldProps
  extends FieldState, NewPasswordRules {
  label: string;
  /** The label of the button that shows the password. */
  showLabel: string;
  /** How to choose a password. */
  advice: string;
  messages: PasswordFieldProps["messages"] & Messages["passwordMeter"];
}

/** A field named `password` that shows the password's strength while it is typed. */
export function MeteredPasswordField(props: MeteredPasswordFieldProps) {
  const [typed, setTyped] = useState({ password: "", address: "" });
  const update = () =>
    setTyped({ password: valueOf("password"), address: valueOf("address") });
  useEffect(update, []); // Something may have been typed before hydration.
  return (
    <>
      <PasswordField
        name="password"
        label={props.label}
        showLabel={props.showLabel}
        messages={props.messages}
        advice={props.advice}
        autocomplete="new-password"
        problem={props.problem}
        onBlur={props.onBlur}
        onInput={() => {
          update();
          props.onInput();
        }}
      />
      <PasswordMeter
        messages={props.messages}
        password={typed.password}
        rules={{
          minLength: props.minLength,
          siteName: props.siteName,
          address: typed.address || props.address,
        }}
      />
    </>
  );
}

function valueOf(id: string): string {
  const input = document.getElementById(id);
  return input instanceof HTMLInputElement ? input.value : "";
}
