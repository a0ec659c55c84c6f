/**
 * The form that changes a person's name, and what else the site asked about them.
 *
 * @module
 */
import { nameProblem } from "./names.ts";
import { defineForm, trimmedEntry } from "../../forms/form.ts";
import {
  profileEntries,
  type ProfileFields,
} from "../../forms/profile_fields.ts";

/** `name` may be left empty. The profile fields follow it, as in the sign-up form. */
export function nameForm(profileFields: ProfileFields) {
  return defineForm(
    Object.assign(
      { name: trimmedEntry(nameProblem) },
      profileEntries(profileFields),
    ),
  );
}
