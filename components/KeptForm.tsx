/**
 * The pages between what was sent after a session had ended and its being sent again.
 *
 * @module
 */
import { type FormFields, KEPT_FORM } from "@latchkey/core/http";
import { EmailField } from "./Field.tsx";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import type { Words } from "../lib/messages/language.ts";

/** What a {@linkcode SignInAgain} shows. */
export interface SignInAgainProps {
  /** Back to the same page. */
  readonly action: string;
  /** What was sent, as the value of a hidden field. */
  readonly kept: string;
  /** The address as it was typed, after a failed try. */
  readonly address?: string;
  readonly failure?: string;
  /** What is wrong with the fields, in words. */
  readonly problems?: {
    readonly username?: string;
    readonly password?: string;
  };
}

/** Asks who it is, without script, and carries what was sent. */
export function SignInAgain(
  { words, ...props }: SignInAgainProps & { readonly words: Words },
) {
  return (
    <PlainForm
      action={props.action}
      failure={props.failure}
      button={words.login.form.send}
    >
      <input type="hidden" name={KEPT_FORM} value={props.kept} />
      <EmailField
        name="username"
        label={words.login.form.email}
        startValue={props.address}
        problem={props.problems?.username}
      />
      <OwnPasswordField
        name="password"
        problem={props.problems?.password}
        words={words.ownPassword}
      />
      <label class="choice">
        <input type="checkbox" name="remember" value="yes" />{" "}
        {words.login.form.remember}
      </label>
    </PlainForm>
  );
}

/** Sends what was sent before, at the press of a button and never by itself. */
export function SendKept({ to, fields, words }: {
  readonly to: string;
  readonly fields: FormFields;
  readonly words: Words["signInAgain"];
}) {
  return (
    <PlainForm action={to} button={words.send}>
      <SentFields fields={fields} />
    </PlainForm>
  );
}
