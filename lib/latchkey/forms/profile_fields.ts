/**
 * The extra fields of a site's sign-up and profile forms, for the server and the browser.
 *
 * @module
 */
import type * as v from "valibot";
import type { Problem } from "../i18n/messages.ts";
import { isPrintableLine } from "./printable.ts";
import { textEntry } from "./form.ts";

/** A one-line text field of a profile. */
export interface ProfileField {
  /** The most characters. */
  readonly maxLength: number;
  /** Whether the field must be filled in; false when left out. */
  readonly required?: boolean;
  /** The value of HTML's `autocomplete` attribute, such as `organization`. */
  readonly autocomplete?: string;
}

/**
 * The profile fields of a site, by name. Their names in a form have the prefix `profile_`, as
 * in `profile_company`. Set them with `profileFields` of `defineSite`.
 *
 * @example
 * ```ts
 * import type { ProfileFields } from "@latchkey/core/new-password";
 *
 * const fields: ProfileFields = {
 *   company: { maxLength: 100, required: true, autocomplete: "organization" },
 * };
 * ```
 */
export type ProfileFields = Readonly<Record<string, ProfileField>>;

/**
 * The values of profile fields, by the fields' names without a prefix. Empty fields are left
 * out.
 *
 * @example
 * ```ts
 * import type { Profile } from "@latchkey/core/new-password";
 *
 * const profile: Profile = { company: "Analytical Engines" };
 * ```
 */
export type Profile = Readonly<Record<string, string>>;

/** The problems of a profile field. */
export const PROFILE_PROBLEMS = [
  "fieldRequired",
  "fieldTooLong",
  "fieldUnprintable",
] as const satisfies readonly Problem[];

/** The prefix in forms, which keeps the names distinct from other fields. */
const PREFIX = "profile_";

/** The schemas of the fields in a form. */
export type ProfileEntries = {
  readonly [Name in `profile_${string}`]: v.GenericSchema<unknown, string>;
};

/** Creates the schemas of the fields. */
export function profileEntries(fields: ProfileFields): ProfileEntries {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      `${PREFIX}${name}`,
      textEntry((text) => profileProblem(field, text.trim())),
    ]),
  );
}

/** The problem with a trimmed value; null when it is valid. */
export function profileProblem(
  { maxLength, required = false }: ProfileField,
  text: string,
): Problem | null {
  if (text === "") return required ? "fieldRequired" : null;
  if ([...text].length > maxLength) return "fieldTooLong";
  return isPrintableLine(text) ? null : "fieldUnprintable";
}

/**
 * Reads the profile fields from a submitted form and trims them. Doesn't check them: use a
 * form's `check`. Never throws.
 *
 * @param fields The site's profile fields.
 * @param sent The submitted fields, by name.
 *
 * @example
 * ```ts
 * import { profileIn } from "@latchkey/core/http";
 *
 * const fields = { company: { maxLength: 100 } };
 * const { company } = profileIn(fields, { profile_company: " Analytical Engines " });
 * ```
 */
export function profileIn(
  fields: ProfileFields,
  sent: Readonly<Record<string, FormDataEntryValue>>,
): Profile {
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) => {
      const text = sent[`${PREFIX}${name}`];
      const entered = typeof text === "string" ? text.trim() : "";
      return entered === "" ? [] : [[name, entered]];
    }),
  );
}
