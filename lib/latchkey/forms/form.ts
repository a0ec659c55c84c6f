/**
 * Forms: fields with rules that are the same on the server and in the browser.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/messages.ts";

/**
 * A form: the rules of its fields, and the problems it can have.
 *
 * @example
 * ```ts
 * import { fieldsOf, type Form } from "@latchkey/core/forms";
 *
 * const countFields = (form: Form): number => fieldsOf(form).length;
 * ```
 */
export interface Form<Entries extends v.ObjectEntries = v.ObjectEntries> {
  /** The fields, in their order on the page. */
  readonly schema: v.ObjectSchema<Entries, undefined>;
  /** All problems that its rules or the server can report. */
  readonly problems: readonly Problem[];
}

/** A field's name. */
type FieldOf<Of> = Of extends (...args: never) => infer Made ? FieldOf<Made>
  : Of extends Form<infer Entries> ? Extract<keyof Entries, string>
  : never;

/**
 * The first problem of each invalid field of a form, by the field's name. Takes the type of a
 * form, or of a function that creates one.
 *
 * @example
 * ```ts
 * import { loginForm, type Problems } from "@latchkey/core/forms";
 *
 * const problems: Problems<typeof loginForm> = { username: "emailRequired" };
 * ```
 */
export type Problems<Of> = Partial<Record<FieldOf<Of>, Problem>>;

/** The values of a form as its schema returns them, or its problems. */
export type Checked<Values> =
  | { readonly ok: true; readonly values: Values }
  | {
    readonly ok: false;
    readonly problems: Partial<Record<Extract<keyof Values, string>, Problem>>;
  };

/**
 * Defines a form by the schemas of its fields. The message of each rule is the key of a
 * problem.
 */
export function defineForm<Entries extends v.ObjectEntries>(
  entries: Entries,
  problems: readonly Problem[] = [],
): Form<Entries> {
  return { schema: v.object(entries), problems };
}

/**
 * The names of a form's fields, in their order on the page.
 *
 * @example
 * ```ts
 * import { fieldsOf, loginForm } from "@latchkey/core/forms";
 *
 * const [first] = fieldsOf(loginForm);
 * ```
 */
export function fieldsOf<Entries extends v.ObjectEntries>(
  { schema }: Form<Entries>,
): Extract<keyof Entries, string>[] {
  return Object.keys(schema.entries) as Extract<keyof Entries, string>[];
}

/**
 * Checks all fields of a form. A missing field counts as empty. Never throws.
 *
 * @param fields The fields as they were sent, by name.
 * @returns `{ ok: true, values }`, or `{ ok: false, problems }` with the first problem of each
 * invalid field.
 *
 * @example
 * ```ts
 * import { check, loginForm } from "@latchkey/core/forms";
 *
 * const checked = check(loginForm, { username: "ada@example.com", password: "secret" });
 * if (!checked.ok) console.log(checked.problems);
 * ```
 */
export function check<Entries extends v.ObjectEntries>(
  { schema }: Form<Entries>,
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

/**
 * A text field with one rule: `problem` returns what is wrong, or null. A missing field counts
 * as empty.
 */
export function textEntry(problem: (text: string) => Problem | null) {
  return v.pipe(
    v.optional(v.string(), ""),
    v.check(
      (text) => problem(text) === null,
      ({ input }) => problem(input) ?? "",
    ),
  );
}

/**
 * A text field whose value is trimmed. Only for the server: the browser doesn't use a form's
 * values.
 */
export function trimmedEntry(problem: (text: string) => Problem | null) {
  return v.pipe(textEntry(problem), v.trim());
}
