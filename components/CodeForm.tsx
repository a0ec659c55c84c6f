/**
 * Takes the six digits of a mail.
 *
 * @module
 */
import type { Problems } from "../lib/forms/check.ts";
import type { CodeField } from "../lib/forms/code_form.ts";
import { Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";

/** What a {@linkcode CodeForm} knows already. */
export interface CodeFormProps {
  /** The address the mail went to; the form asks for it when it is not known. */
  address?: string;
  /** What shows that this browser asked for the mail. */
  asked?: string;
  /** The address as it was sent, after a failed try. */
  typed?: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  problems?: Problems<CodeField>;
}

/** A field for the code, which phones fill in by themselves. */
export function CodeForm(
  { address, asked, typed, failure, problems = {} }: CodeFormProps,
) {
  return (
    <PlainForm action="/auth/verify" failure={failure} button="Confirm">
      {asked && <input type="hidden" name="asked" value={asked} />}
      {address ? <input type="hidden" name="address" value={address} /> : (
        <Field
          name="address"
          label="Email"
          type="email"
          autocomplete="username"
          startValue={typed}
          problem={problems.address}
        />
      )}
      <Field
        name="code"
        label="Code"
        type="text"
        input={{ inputmode: "numeric" }}
        autocomplete="one-time-code"
        problem={problems.code}
      />
    </PlainForm>
  );
}
