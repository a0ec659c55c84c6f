/**
 * Takes the six digits of a mail.
 *
 * @module
 */
import type { Problems } from "@latchkey/core/forms";
import type { codeForm } from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { EmailField, Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** What a {@linkcode CodeForm} knows already. */
export interface CodeFormProps {
  /** The address the mail went to; the form asks for it when it is not known. */
  address?: string;
  /** The address as it was sent, after a failed try. */
  typed?: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<typeof codeForm>;
}

/** A field for the code, which phones fill in by themselves. */
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
