/**
 * A password's line of a form.
 *
 * @module
 */
import { useState } from "preact/hooks";
import type { Judging } from "./CheckedForm.tsx";
import { Field } from "./Field.tsx";

/** What a {@linkcode PasswordField} asks for. */
export interface PasswordFieldProps extends Judging {
  /** Name and id of the input. */
  name: string;
  label: string;
  autocomplete: "current-password" | "new-password";
}

/** A field that can be shown and hidden again, and points out Caps Lock. */
export function PasswordField(props: PasswordFieldProps) {
  const [revealed, setRevealed] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  return (
    <Field
      {...props}
      type={revealed ? "text" : "password"}
      hint={capsLock ? "Caps Lock is on" : ""}
      onKey={(event) => setCapsLock(event.getModifierState("CapsLock"))}
    >
      <button
        type="button"
        class="reveal needs-script"
        aria-label={`Show ${props.label.toLowerCase()}`}
        aria-pressed={`${revealed}`}
        aria-controls={props.name}
        onClick={() => setRevealed(!revealed)}
      >
        Show
      </button>
    </Field>
  );
}
