/**
 * A form that works alone as HTML; with script it also finds mistakes before they are
 * sent. Inputs are uncontrolled, so what was typed before it woke stays.
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

/** What a field shows of the checks, and how it takes part in them. */
export interface FieldState {
  readonly problem: string | undefined;
  readonly onBlur: () => void;
  readonly onInput: () => void;
}

type NameOf<Fields> = Extract<keyof Fields, string>;

/** What a {@linkcode CheckedForm} sends where, by which rules. */
export interface CheckedFormProps<Fields extends Form["schema"]["entries"]> {
  action: string;
  /** The fields and their rules. */
  form: Form<Fields>;
  /** What the server found wrong. */
  problems?: Problems<Form<Fields>>;
  /** Why the last try failed as a whole. */
  failure?: string;
  messages: FormMessages;
  /** The words on the button, at rest and while the form is on its way. */
  button: readonly [rest: string, busy: string];
  /** The fields; each spreads the props that `fieldState` returns for its name. */
  children: (
    fieldState: (name: NameOf<Fields>) => FieldState,
  ) => ComponentChildren;
}

/** Shows the form with what the server found wrong, and checks it again in the browser. */
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
    // A page that comes back out of the browser's cache was left while it was busy.
    const rest = () => setBusy(false);
    addEventListener("pageshow", rest);
    return () => removeEventListener("pageshow", rest);
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

  // A field is judged when it is left; once it was found wrong, with every key,
  // so that the message goes as soon as the mistake does.
  const fieldState = (name: string) => ({
    problem: messages.problems[problems[name]!],
    onBlur: () => checkField(name),
    onInput: () => problems[name] && checkField(name),
  });

  function submit(event: Event) {
    if (busy) return event.preventDefault();
    const found = findProblems();
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
