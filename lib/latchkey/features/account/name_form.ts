/**
 * The form that changes a person's name.
 *
 * @module
 */
import { nameProblem } from "./names.ts";
import { defineForm, trimmedEntry } from "../../forms/form.ts";

/** `name` may be left empty. */
export const nameForm = defineForm({ name: trimmedEntry(nameProblem) });
