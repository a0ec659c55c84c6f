/**
 * A password's line of a form.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { FormMessages } from "@latchkey/core/i18n";
import type { FieldState } from "./CheckedForm.tsx";
import { Field } from "./Field.tsx";

/** What a {@linkcode PasswordField} asks for. */
export interface PasswordFieldProps extends FieldState {
  /** Name and id of the input. */
  name: string;
  label: string;
  /** What the button that shows the password is called. */
  showLabel: string;
  messages: Pick<FormMessages, "capsLock" | "show">;
  /** How to choose a new one. */
  advice?: string;
  autocomplete: "current-password" | "new-password";
}

/**
 * A field that can be shown and hidden again, and points out Caps Lock. It hides by itself
 * when the form is sent or the page is left: what browsers keep of a visible field, they
 * offer to the next person who types there.
 */
export function PasswordField(props: PasswordFieldProps) {
  const [revealed, setRevealed] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { form } = button.current!;
    const hide = () => {
      // At once: the form is on its way before the page is drawn again.
      const input = form?.elements.namedItem(props.name);
      if (input instanceof HTMLInputElement) input.type = "password";
      setRevealed(false);
    };
    form?.addEventListener("submit", hide);
    addEventListener("pagehide", hide);
    return () => {
      form?.removeEventListener("submit", hide);
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
        ref={button}
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
