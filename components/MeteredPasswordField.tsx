/**
 * A new password's line of a form.
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
 * What a {@linkcode MeteredPasswordField} asks for, and by which rules. Where the form asks
 * for the `address` too, that one counts.
 */
export interface MeteredPasswordFieldProps
  extends FieldState, NewPasswordRules {
  label: string;
  /** What the button that shows the password is called. */
  showLabel: string;
  /** How to choose it. */
  advice: string;
  messages: PasswordFieldProps["messages"] & Messages["passwordMeter"];
}

/** A field named `password` that tells how strong it is while it is typed. */
export function MeteredPasswordField(props: MeteredPasswordFieldProps) {
  const [typed, setTyped] = useState({ password: "", address: "" });
  const look = () =>
    setTyped({ password: valueOf("password"), address: valueOf("address") });
  useEffect(look, []); // It may have been typed before this woke.
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
          look();
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
