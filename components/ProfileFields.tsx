/**
 * What a site asks about people beside their name: `profileFields` in `lib/site.ts`.
 *
 * @module
 */
import type {
  Profile,
  ProfileFields as Fields,
} from "@latchkey/core/new-password";
import type { Messages } from "../lib/messages/language.ts";
import { Field, type FieldProps } from "./Field.tsx";

/** A line of a form for each field, in the order of `lib/site.ts`. */
export function ProfileFields({ fields, values, messages, fieldState }: {
  fields: Fields;
  /** What was entered, by the names of the fields. */
  values: Profile | undefined;
  messages: Messages["profile"];
  /** What the form knows about the line with this name. */
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

/** What a field is called: by its own name until the messages have another. */
export function profileLabel(
  { labels }: Pick<Messages["profile"], "labels">,
  name: string,
): string {
  const known: Readonly<Record<string, string>> = labels;
  return known[name] ?? name;
}
