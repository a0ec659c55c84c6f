/**
 * The form that changes a person's name.
 *
 * @module
 */
import * as v from "valibot";
import { nameProblem } from "./names.ts";
import { textEntry } from "../../forms/text_entry.ts";

/** `name` may be left empty; spaces around it are cut off. */
export const nameForm = v.object({
  name: v.pipe(textEntry(nameProblem), v.trim()),
});
