/**
 * A field of a form as text that is cut out of what was pasted.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/words.ts";
import { textEntry } from "./text_entry.ts";

/** The same without the spaces around it. For the server alone: in a browser nobody reads what comes of a form. */
export function trimmedEntry(problem: (text: string) => Problem | null) {
  return v.pipe(textEntry(problem), v.trim());
}
