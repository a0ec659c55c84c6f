/**
 * What a site asks for beside email, name and password, when people sign up and when they
 * change their name: for the server and the browser alike.
 *
 * @module
 */
import type * as v from "valibot";
import type { Problem } from "../i18n/messages.ts";
import { isPrintableLine } from "./printable.ts";
import { textEntry } from "./form.ts";

/** One line of text that people enter about themselves. */
export interface ProfileField {
  /** In characters. */
  readonly maxLength: number;
  /** Left out where people may leave it empty. */
  readonly required?: boolean;
  /** What browsers may fill in, such as `organization`: the values of HTML's `autocomplete`. */
  readonly autocomplete?: string;
}

/** Fields by their names: `company`. In the form they are called `profile_company`. */
export type ProfileFields = Readonly<Record<string, ProfileField>>;

/** What was entered, by the names of the fields. Fields that were left empty are not in it. */
export type Profile = Readonly<Record<string, string>>;

/** What can be wrong with one. */
export const PROFILE_PROBLEMS = [
  "fieldRequired",
  "fieldTooLong",
  "fieldUnprintable",
] as const satisfies readonly Problem[];

/** How they are called in a form, where no other field has such a name. */
const PREFIX = "profile_";

/** The fields as a form has them. */
export type ProfileEntries = {
  readonly [Name in `profile_${string}`]: v.GenericSchema<unknown, string>;
};

/** Makes the fields of a form. */
export function profileEntries(fields: ProfileFields): ProfileEntries {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      `${PREFIX}${name}`,
      textEntry((text) => profileProblem(field, text.trim())),
    ]),
  );
}

/** Why a field cannot have this value, which has no spaces around it; null when it can. */
export function profileProblem(
  { maxLength, required = false }: ProfileField,
  text: string,
): Problem | null {
  if (text === "") return required ? "fieldRequired" : null;
  if ([...text].length > maxLength) return "fieldTooLong";
  return isPrintableLine(text) ? null : "fieldUnprintable";
}

/** What was entered in these fields of a form, without the spaces around it. */
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
