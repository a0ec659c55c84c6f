/**
 * The login form.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import { CheckedForm } from "../components/CheckedForm.tsx";
import { EmailField } from "../components/Field.tsx";
import { PasswordField } from "../components/PasswordField.tsx";
import { loginForm, type Problems } from "@latchkey/core/forms";
import type { FormMessages } from "@latchkey/core/i18n";
import type { Messages } from "../lib/messages/language.ts";

/** Props of the form. They are in the page's HTML, so they never include the password. */
export interface LoginFormProps {
  messages: FormMessages & Messages["login"]["form"];
  /** Where to go after logging in: a path of this site. */
  next: string;
  /** The address as submitted, after an error. */
  address?: string;
  remember?: boolean;
  /** An error of the form as a whole. */
  failure?: string;
  problems?: Problems<typeof loginForm>;
}

/** Asks for email and password, and whether to stay logged in. */
export default function LoginForm(props: LoginFormProps) {
  const { messages } = props;
  return (
    <CheckedForm
      action="/auth/login"
      form={loginForm}
      problems={props.problems}
      failure={props.failure}
      messages={messages}
      button={[messages.send, messages.sending]}
    >
      {(fieldState) => (
        <>
          <EmailField
            name="username"
            autocomplete="username webauthn"
            label={messages.email}
            startValue={props.address}
            {...fieldState("username")}
          />
          <PasswordField
            name="password"
            label={messages.password}
            showLabel={messages.showPassword}
            messages={messages}
            autocomplete="current-password"
            {...fieldState("password")}
          />
          <label class="choice">
            <input
              type="checkbox"
              name="remember"
              value="yes"
              checked={IS_BROWSER ? undefined : props.remember}
            />{" "}
            {messages.remember}
          </label>
          <input type="hidden" name="next" value={props.next} />
        </>
      )}
    </CheckedForm>
  );
}
