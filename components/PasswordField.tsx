/**
 * A password field.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import type { FormMessages } from "@latchkey/core/i18n";
import type { FieldState } from "./CheckedForm.tsx";
import { Field } from "./Field.tsx";

/** Props of a {@linkcode PasswordField}. */
export interface PasswordFieldProps extends FieldState {
  /** The input's name and ID. */
  name: string;
  label: string;
  /** The label of the button that shows the password. */
  showLabel: string;
  messages: Pick<FormMessages, "capsLock" | "show">;
  /** How to choose a new password. */
  advice?: string;
  autocomplete: "current-password" | "new-password";
}

/**
 * A password field with a button to show its value and a hint about Caps Lock. It is hidden
 * again when the form is sent or the page is left, because browsers save the values of visible
 * text fields and suggest them to the next person.
 */
export function PasswordField(props: PasswordFieldProps) {
  const [revealed, setRevealed] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  useEffect(() => {
    const hide = () => {
      // The form is sent before the next render, so change the input directly.
      const input = `input[name=${props.name}]`;
      document.querySelector<HTMLInputElement>(input)!.type = "password";
      setRevealed(false);
    };
    document.addEventListener("submit", hide);
    addEventListener("pagehide", hide);
    return () => {
      document.removeEventListener("submit", hide);
      removeEventListener("pagehide", hide);
    };
  }, []);
  return (
    <Field
      {...props}
      type={revealed ? "text" : "password"}
      hint={capsLock ? props.messages.capsLock : ""}
      onKey={(event) => setCapsLock(event.getModifierState("CapsLock"))}
    >
      <button
        type="button"
        class="reveal needs-script"
        aria-label={props.showLabel}
        aria-pressed={`${revealed}`}
        aria-controls={props.name}
        onClick={() => setRevealed(!revealed)}
      >
        {props.messages.show}
      </button>
    </Field>
  );
}
