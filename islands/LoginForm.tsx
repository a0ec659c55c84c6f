/**
 * The sign-in form.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import { CheckedForm } from "../components/CheckedForm.tsx";
import { EmailField } from "../components/Field.tsx";
import { PasswordField } from "../components/PasswordField.tsx";
import { type FieldOf, type Problems, signInForm } from "@latchkey/core/forms";
import type { FormWords } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** What the server knows of the form: plain data, never the password. */
export interface LoginFormProps {
  words: FormWords & Words["login"]["form"];
  /** Where to go after signing in: a path of this site. */
  next: string;
  /** The address as it was sent, after a failed try. */
  address?: string;
  remember?: boolean;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<FieldOf<typeof signInForm>>;
}

/** Asks for address and password, and whether to keep the person signed in. */
export default function LoginForm(props: LoginFormProps) {
  const { words } = props;
  return (
    <CheckedForm
      action="/auth/login"
      form={signInForm}
      problems={props.problems}
      failure={props.failure}
      words={words}
      button={[words.send, words.sending]}
    >
      {(judging) => (
        <>
          <EmailField
            name="username"
            label={words.email}
            startValue={props.address}
            {...judging("username")}
          />
          <PasswordField
            name="password"
            label={words.password}
            showLabel={words.showPassword}
            words={words}
            autocomplete="current-password"
            {...judging("password")}
          />
          <label class="choice">
            <input
              type="checkbox"
              name="remember"
              value="yes"
              checked={IS_BROWSER ? undefined : props.remember}
            />{" "}
            {words.remember}
          </label>
          <input type="hidden" name="next" value={props.next} />
        </>
      )}
    </CheckedForm>
  );
}
