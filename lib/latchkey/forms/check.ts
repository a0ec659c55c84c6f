/**
 * Holds a form against its schema: the same call on the server and in the browser.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/words.ts";

/** What is wrong with a form: for each wrong field the first thing to mend. */
export type Problems<Field extends string> = Partial<Record<Field, Problem>>;

/** A form's values as its schema gives them back, or its problems. */
export type Checked<Values> =
  | { readonly ok: true; readonly values: Values }
  | {
    readonly ok: false;
    readonly problems: Problems<Extract<keyof Values, string>>;
  };

/** Checks all fields of a form at once, by a schema whose messages are the keys of problems. A field that is missing counts as empty. */
export function check<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  fields: Readonly<Record<string, FormDataEntryValue>>,
): Checked<v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
  const result = v.safeParse(schema, fields);
  if (result.success) return { ok: true, values: result.output };
  const problems: Record<string, Problem> = {};
  for (const issue of result.issues) {
    problems[String(issue.path?.[0].key)] ??= issue.message as Problem;
  }
  return { ok: false, problems };
}
