/**
 * A form that works as plain HTML. With JavaScript it also reports mistakes before the form
 * is sent. Inputs are uncontrolled, so hydration keeps text that was typed before it.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  check,
  fieldsOf,
  type Form,
  type Problems,
} from "@latchkey/core/forms";
import type { FormMessages } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";
import { useText } from "./use_text.ts";

/** Connects a field to the form's validation. */
export interface FieldState {
  readonly problem: string | undefined;
  readonly onBlur: () => void;
  readonly onInput: () => void;
}

type NameOf<Fields> = Extract<keyof Fields, string>;

/** Props of a {@linkcode CheckedForm}. */
export interface CheckedFormProps<Fields extends Form["schema"]["entries"]> {
  action: string;
  /** For buttons outside the form. One with `data-without` sends it without that field. */
  id?: string;
  /** The fields and their rules. */
  form: Form<Fields>;
  /** The server's errors at the fields. */
  problems?: Problems<Form<Fields>>;
  /** An error of the form as a whole. */
  failure?: string;
  messages: FormMessages;
  /** The text of the button, normally and while the form is being sent. */
  button: readonly [normal: string, busy: string];
  /** The fields; each spreads the props that `fieldState` returns for its name. */
  children: (
    fieldState: (name: NameOf<Fields>) => FieldState,
  ) => ComponentChildren;
}

/** Shows the server's errors, and validates the form in the browser with the same rules. */
export function CheckedForm<Fields extends Form["schema"]["entries"]>(
  props: CheckedFormProps<Fields>,
) {
  const { messages } = props;
  const fields = fieldsOf(props.form);
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems<Form>>(
    props.problems ?? {},
  );
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    // The back/forward cache restores the page as it was left: busy.
    const reset = () => setBusy(false);
    addEventListener("pageshow", reset);
    return () => removeEventListener("pageshow", reset);
  }, []);

  function findProblems(): Problems<Form> {
    const values = Object.fromEntries(new FormData(form.current!));
    const checked = check(props.form, values);
    return checked.ok ? {} : checked.problems;
  }

  function checkField(name: string) {
    const problem = findProblems()[name];
    setProblems((others) => ({ ...others, [name]: problem }));
  }

  // Fields are validated on blur. A field with an error is validated on every input, so that
  // the error disappears as soon as it is fixed.
  const fieldState = (name: string) => ({
    problem: messages.problems[problems[name]!],
    onBlur: () => checkField(name),
    onInput: () => problems[name] && checkField(name),
  });

  function submit(event: SubmitEvent) {
    if (busy) return event.preventDefault();
    const { without = "" } = event.submitter?.dataset ?? {};
    const found = { ...findProblems(), [without]: undefined };
    const first = fields.find((name) => found[name]);
    setProblems(found);
    if (!first) return setBusy(true);
    event.preventDefault();
    form.current!.querySelector<HTMLInputElement>(`[name=${first}]`)!.focus();
  }

  const count = fields.filter((name) => problems[name]).length;
  const button = useText<HTMLButtonElement>(props.button[busy ? 1 : 0]);
  const attention = useText<HTMLParagraphElement>(messages.attention[count]);
  return (
    <form
      ref={form}
      id={props.id}
      class="card"
      method="post"
      action={props.action}
      aria-busy={`${busy}`}
      noValidate
      onSubmit={submit}
    >
      <FormOwner />
      <p class="summary" aria-live="polite" {...attention} />
      <Failure>{props.failure}</Failure>
      {props.children(fieldState)}
      <button type="submit" aria-disabled={`${busy}`} {...button} />
    </form>
  );
}
