/**
 * The pages between what was sent after a session had ended and its being sent again.
 *
 * @module
 */
import type { FormFields, LoginAgainProps } from "@latchkey/core/http";
import { problemWords } from "@latchkey/core/i18n";
import { EmailField } from "./Field.tsx";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import type { Words } from "../lib/messages/language.ts";

/** Asks who it is, without script, and carries what was sent. */
export function SignInAgain(
  { words, ...props }: LoginAgainProps & { readonly words: Words },
) {
  return (
    <PlainForm
      action={props.action}
      failure={props.isWrong ? words.login.wrong : props.failure}
      button={words.login.form.send}
    >
      {Object.entries(props.hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <EmailField
        name="username"
        label={words.login.form.email}
        startValue={props.address}
        problem={problemWords(words, props.problems?.username)}
      />
      <OwnPasswordField
        name="password"
        problem={problemWords(words, props.problems?.password)}
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
