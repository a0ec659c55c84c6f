/**
 * The form for a person's name and profile.
 *
 * @module
 */
import { nameProblem } from "./names.ts";
import { defineForm, trimmedEntry } from "../../forms/form.ts";
import {
  profileEntries,
  type ProfileFields,
} from "../../forms/profile_fields.ts";

/**
 * The form that changes a person's name and the site's profile fields. `name` may be empty.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { nameForm } from "@latchkey/core/http";
 *
 * const form = nameForm({ company: { maxLength: 100 } });
 * const checked = check(form, { name: "Ada", profile_company: "" });
 * ```
 */
export function nameForm(profileFields: ProfileFields) {
  return defineForm(
    Object.assign(
      { name: trimmedEntry(nameProblem) },
      profileEntries(profileFields),
    ),
  );
}
