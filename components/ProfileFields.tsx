/**
 * The site's own profile fields: `profileFields` in `lib/site.ts`.
 *
 * @module
 */
import type {
  Profile,
  ProfileFields as Fields,
} from "@latchkey/core/new-password";
import type { Messages } from "../lib/messages/language.ts";
import { Field, type FieldProps } from "./Field.tsx";

/** The form fields, in the order of `lib/site.ts`. */
export function ProfileFields({ fields, values, messages, fieldState }: {
  fields: Fields;
  /** The values, by field name. */
  values: Profile | undefined;
  messages: Messages["profile"];
  /** Connects the field to the form's validation. */
  fieldState: (name: `profile_${string}`) => Partial<FieldProps>;
}) {
  return (
    <>
      {Object.entries(fields).map(([name, { required, autocomplete }]) => (
        <Field
          key={name}
          name={`profile_${name}`}
          label={required
            ? profileLabel(messages, name)
            : `${profileLabel(messages, name)} ${messages.optional}`}
          type="text"
          autocomplete={autocomplete ?? "off"}
          input={{ autocapitalize: "words", required: required ?? false }}
          startValue={values?.[name]}
          {...fieldState(`profile_${name}`)}
        />
      ))}
    </>
  );
}

/** The label of a field: from the messages, else its name. */
export function profileLabel(
  { labels }: Pick<Messages["profile"], "labels">,
  name: string,
): string {
  const known: Readonly<Record<string, string>> = labels;
  return known[name] ?? name;
}
