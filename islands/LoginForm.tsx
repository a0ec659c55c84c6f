/**
 * The sign-in form. As HTML it works alone; with script it also finds mistakes before
 * they are sent. Inputs are uncontrolled, so what was typed before it woke stays.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useRef, useState } from "preact/hooks";
import { Field } from "../components/Field.tsx";
import { check, type Problems } from "../lib/forms/check.ts";
import {
  SIGN_IN_FIELDS,
  type SignInField,
  signInForm,
} from "../lib/forms/sign_in_form.ts";

/** What the server knows of the form: plain data, never the password. */
export interface LoginFormProps {
  /** Where to go after signing in: a path of this site. */
  next: string;
  /** The address as it was sent, after a failed try. */
  address?: string;
  remember?: boolean;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<SignInField>;
}

/** Shows the form with what the server found wrong, and checks it again in the browser. */
export default function LoginForm(props: LoginFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState(props.problems ?? {});
  const [busy, setBusy] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  useEffect(() => {
    // A page that comes back out of the browser's cache was left while it was busy.
    const rest = () => setBusy(false);
    addEventListener("pageshow", rest);
    return () => removeEventListener("pageshow", rest);
  }, []);

  function findProblems(): Problems<SignInField> {
    const fields = Object.fromEntries(new FormData(form.current!));
    const checked = check(signInForm, fields);
    return checked.ok ? {} : checked.problems;
  }

  function checkField(name: SignInField) {
    const problem = findProblems()[name];
    setProblems((others) => ({ ...others, [name]: problem }));
  }

  // A field is judged when it is left; once it was found wrong, with every key,
  // so that the message goes as soon as the mistake does.
  const judging = (name: SignInField) => ({
    problem: problems[name],
    onBlur: () => checkField(name),
    onInput: () => problems[name] && checkField(name),
  });

  function submit(event: Event) {
    if (busy) return event.preventDefault();
    const found = findProblems();
    const first = SIGN_IN_FIELDS.find((name) => found[name]);
    setProblems(found);
    if (!first) return setBusy(true);
    event.preventDefault();
    form.current!.querySelector<HTMLInputElement>(`[name=${first}]`)!.focus();
  }

  const count = SIGN_IN_FIELDS.filter((name) => problems[name]).length;
  return (
    <form
      ref={form}
      class="card"
      method="post"
      action="/auth/login"
      aria-busy={busy ? "true" : "false"}
      noValidate
      onSubmit={submit}
    >
      <p class="failure" role="alert">{props.failure}</p>
      <Field
        name="username"
        label="Email"
        type="email"
        autocomplete="username"
        startValue={props.address}
        {...judging("username")}
      />
      <Field
        name="password"
        label="Password"
        type={revealed ? "text" : "password"}
        autocomplete="current-password"
        hint={capsLock ? "Caps Lock is on" : ""}
        onKey={(event) => setCapsLock(event.getModifierState("CapsLock"))}
        {...judging("password")}
      >
        <button
          type="button"
          class="reveal needs-script"
          aria-pressed={revealed ? "true" : "false"}
          aria-controls="password"
          onClick={() => setRevealed(!revealed)}
        >
          Show password
        </button>
      </Field>
      <label class="choice">
        <input
          type="checkbox"
          name="remember"
          value="yes"
          checked={IS_BROWSER ? undefined : props.remember}
        />{" "}
        Keep me signed in
      </label>
      <input type="hidden" name="next" value={props.next} />
      <button type="submit" aria-disabled={busy ? "true" : "false"}>
        {busy ? "Signing in…" : "Sign in"}
      </button>
      <p class="quiet" aria-live="polite">
        {count === 0
          ? ""
          : `${
            count === 1 ? "1 field needs" : `${count} fields need`
          } your attention`}
      </p>
    </form>
  );
}
