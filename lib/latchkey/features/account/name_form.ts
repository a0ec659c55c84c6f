/**
 * The form that changes a person's name.
 *
 * @module
 */
import * as v from "valibot";
import { nameProblem } from "./names.ts";
import { trimmedEntry } from "../../forms/trimmed_entry.ts";

/** `name` may be left empty. */
export const nameForm = v.object({ name: trimmedEntry(nameProblem) });
