/**
 * One line of a form: label, input, what is wrong with it, and a hint.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import type { ComponentChildren, JSX } from "preact";
import { KeepTyped } from "./KeepTyped.tsx";
import { useText } from "./use_text.ts";

/** What a {@linkcode Field} shows, and whom it tells. */
export interface FieldProps {
  /** Name and id of the input. */
  name: string;
  label: string;
  type: "password" | "text";
  autocomplete: string;
  /** Attributes of the input beside or in place of those of most fields. */
  input?: JSX.InputHTMLAttributes<HTMLInputElement>;
  /** What the server puts into the input. In the browser the input is the person's own. */
  startValue?: string;
  /** What is wrong, in words; tied to the input for those who do not see it. */
  problem?: string;
  /** Something to know before typing, in the place of what is wrong until something is. */
  advice?: string;
  /** Something to know while typing, announced when it appears. */
  hint?: string;
  /** Stands inside the input's box, at its end. */
  children?: ComponentChildren;
  onBlur?: () => void;
  onInput?: (event: JSX.TargetedInputEvent<HTMLInputElement>) => void;
  onKey?: (event: KeyboardEvent) => void;
}

/** A labelled input whose messages keep their room, so that nothing moves when they come and go. */
export function Field(props: FieldProps) {
  const { name, problem } = props;
  const hint = useText<HTMLParagraphElement>(props.hint);
  return (
    <div class="field">
      {props.type !== "password" && !IS_BROWSER && <KeepTyped />}
      <label for={name}>{props.label}</label>
      <div class="box">
        <input
          id={name}
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
            ? `${name}-${problem ? "problem" : "advice"}`
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
          id={`${name}-problem`}
          {...useText<HTMLParagraphElement>(problem)}
        />
        {props.advice && (
          <p class="advice" id={`${name}-advice`}>{props.advice}</p>
        )}
        {props.hint !== undefined && <p class="hint" role="status" {...hint} />}
      </div>
    </div>
  );
}

/**
 * Asks for an address. Not `type="email"`: browsers rewrite what is typed there, each in
 * its own way, and refuse addresses that are not ASCII.
 */
export function EmailField(
  props: Omit<FieldProps, "type" | "autocomplete" | "input"> & {
    /** `username` where none is given: the address is what people log in with. */
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
