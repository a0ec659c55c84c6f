/**
 * The form for the 6-digit code from an email.
 *
 * @module
 */
import type { Problems } from "@latchkey/core/forms";
import type { codeForm } from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { EmailField, Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of a {@linkcode CodeForm}. */
export interface CodeFormProps {
  /** The address the email was sent to. The form asks for it if it is missing. */
  address?: string;
  /** The address as submitted, after an error. */
  typed?: string;
  /** An error of the form as a whole. */
  failure?: string;
  problems?: Problems<typeof codeForm>;
}

/** Asks for the code, which phones can fill in. */
export function CodeForm(
  { messages, address, typed, failure, problems = {} }:
    & CodeFormProps
    & { messages: Messages },
) {
  const { codeForm } = messages;
  return (
    <PlainForm action="/auth/verify" failure={failure} button={codeForm.send}>
      {address
        ? <input type="hidden" name="address" value={address} />
        : (
          <EmailField
            name="address"
            label={codeForm.email}
            startValue={typed}
            problem={problemMessage(messages, problems.address)}
          />
        )}
      <Field
        name="code"
        label={codeForm.code}
        type="text"
        input={{ inputmode: "numeric" }}
        autocomplete="one-time-code"
        problem={problemMessage(messages, problems.code)}
      />
    </PlainForm>
  );
}
