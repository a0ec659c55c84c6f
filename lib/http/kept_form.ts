/**
 * What somebody sent, kept in the page while they show who they are, so that nothing that
 * was typed is lost to a time limit (WCAG 2.2, 2.2.1 and 2.2.5).
 *
 * @module
 */
import * as v from "valibot";
import type { FormFields } from "./read_form.ts";

/** Names of fields whose values never go back into a page. */
const SECRET_FIELD = /password|^present$/i;

/** The name of the hidden field in which a page keeps the fields of another. */
export const KEPT_FORM = "kept_form";

const fieldsInJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(v.string(), v.string()),
);

/** The fields that may go back into a page: all but passwords. */
export function withoutSecrets(fields: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !SECRET_FIELD.test(name)),
  );
}

/** Fields as the value of a {@linkcode KEPT_FORM}. */
export function keepForm(fields: FormFields): string {
  return JSON.stringify(withoutSecrets(fields));
}

/** The fields in such a value; none when it is not one. */
export function keptFields(value: string): FormFields {
  const read = v.safeParse(fieldsInJson, value);
  return read.success ? withoutSecrets(read.output) : {};
}
