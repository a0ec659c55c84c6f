/**
 * Forms: fields with their rules, the same on the server and in the browser.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/messages.ts";

/** A form: what its fields may hold, and what can be wrong with them. */
export interface Form<Entries extends v.ObjectEntries = v.ObjectEntries> {
  /** In the order they stand on the page. */
  readonly schema: v.ObjectSchema<Entries, undefined>;
  /** The keys of what may be said of it, by its own rules or by the server. */
  readonly problems: readonly Problem[];
}

/** One of the fields of a form. */
type FieldOf<Of> = Of extends (...args: never) => infer Made ? FieldOf<Made>
  : Of extends Form<infer Entries> ? Extract<keyof Entries, string>
  : never;

/** What is wrong with a form, or one that a function makes: for each wrong field the first thing to mend. */
export type Problems<Of> = Partial<Record<FieldOf<Of>, Problem>>;

/** A form's values as its schema gives them back, or its problems. */
export type Checked<Values> =
  | { readonly ok: true; readonly values: Values }
  | {
    readonly ok: false;
    readonly problems: Partial<Record<Extract<keyof Values, string>, Problem>>;
  };

/** Makes a form of its fields, each by a schema whose messages are keys of problems. */
export function defineForm<Entries extends v.ObjectEntries>(
  entries: Entries,
  problems: readonly Problem[] = [],
): Form<Entries> {
  return { schema: v.object(entries), problems };
}

/** The names of a form's fields, in the order they stand on the page. */
export function fieldsOf<Entries extends v.ObjectEntries>(
  { schema }: Form<Entries>,
): Extract<keyof Entries, string>[] {
  return Object.keys(schema.entries) as Extract<keyof Entries, string>[];
}

/** Checks all fields of a form at once. A field that is missing counts as empty. */
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

/** A field that may hold whatever `problem` finds nothing wrong with. One that is missing counts as empty. */
export function textEntry(problem: (text: string) => Problem | null) {
  return v.pipe(
    v.optional(v.string(), ""),
    v.check(
      (text) => problem(text) === null,
      ({ input }) => problem(input) ?? "",
    ),
  );
}

/** The same without the spaces around it. For the server alone: in a browser nobody reads what comes of a form. */
export function trimmedEntry(problem: (text: string) => Problem | null) {
  return v.pipe(textEntry(problem), v.trim());
}
