/**
 * The field for an email address.
 *
 * @module
 */
import { Field, type FieldProps } from "./Field.tsx";

/**
 * Asks for an address. Not `type="email"`: browsers rewrite what is typed there, each in
 * its own way, and refuse addresses that are not ASCII.
 */
export function EmailField(
  props: Omit<FieldProps, "type" | "autocomplete" | "input"> & {
    /** `username` where none is given: the address is what people log in with. */
    autocomplete?: string;
  },
) {
  return (
    <Field
      autocomplete="username"
      {...props}
      type="text"
      input={{ inputmode: "email", spellcheck: "false" }}
    />
  );
}
