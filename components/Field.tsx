/**
 * A form field with its label, error, advice and hint.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import type { ComponentChildren, JSX } from "preact";
import { KeepTyped } from "./KeepTyped.tsx";
import { useText } from "./use_text.ts";

/** Props of a {@linkcode Field}. */
export interface FieldProps {
  /** The input's name, and its ID unless `id` is given. */
  name: string;
  /** The input's ID, if the page has several inputs with its name. */
  id?: string;
  label: string;
  type: "password" | "text";
  autocomplete: string;
  /** Attributes that are added to the input's own or replace them. */
  input?: JSX.InputHTMLAttributes<HTMLInputElement>;
  /** The value in the server's HTML. In the browser the input is uncontrolled. */
  startValue?: string;
  /** The error message. */
  problem?: string;
  /** Shown before typing. An error replaces it. */
  advice?: string;
  /** Shown while typing, and announced by screen readers. */
  hint?: string;
  /** Shown inside the input's box, at its end. */
  children?: ComponentChildren;
  onBlur?: () => void;
  onInput?: (event: JSX.TargetedInputEvent<HTMLInputElement>) => void;
  onKey?: (event: KeyboardEvent) => void;
}

/** A labelled input. Space is reserved for its messages, so that nothing shifts when they appear. */
export function Field(props: FieldProps) {
  const { name, id = name, problem } = props;
  const hint = useText<HTMLParagraphElement>(props.hint);
  return (
    <div class="field">
      {props.type !== "password" && !IS_BROWSER && <KeepTyped />}
      <label for={id}>{props.label}</label>
      <div class="box">
        <input
          id={id}
          name={name}
          type={props.type}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          dir="auto"
          required
          autofocus={!!problem}
          {...props.input}
          value={IS_BROWSER ? undefined : props.startValue}
          aria-invalid={problem ? "true" : "false"}
          aria-describedby={problem || props.advice
            ? `${id}-${problem ? "problem" : "advice"}`
            : undefined}
          onBlur={props.onBlur}
          onInput={props.onInput}
          onKeyDown={props.onKey}
          onKeyUp={props.onKey}
        />
        {props.children}
      </div>
      <div class="notes">
        <p
          class="problem"
          id={`${id}-problem`}
          {...useText<HTMLParagraphElement>(problem)}
        />
        {props.advice && (
          <p class="advice" id={`${id}-advice`}>{props.advice}</p>
        )}
        {props.hint !== undefined && <p class="hint" role="status" {...hint} />}
      </div>
    </div>
  );
}

/**
 * A field for an email address. It isn't `type="email"`, because browsers change the value of
 * such inputs, each differently, and reject addresses with non-ASCII characters.
 */
export function EmailField(
  props: Omit<FieldProps, "type" | "autocomplete" | "input"> & {
    /** By default `username`, because people log in with their email address. */
    autocomplete?: string;
  },
) {
  return (
    <Field
      autocomplete="username"
      {...props}
      type="text"
      input={{ inputmode: "email", autocorrect: "off", spellcheck: false }}
    />
  );
}
