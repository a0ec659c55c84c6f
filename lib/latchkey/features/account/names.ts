/**
 * The rules for a person's name in forms.
 *
 * @module
 */
import { MAX_NAME_LENGTH } from "../../forms/form_messages.ts";
import { isPrintableLine } from "../../forms/printable.ts";
import type { Problem } from "../../i18n/messages.ts";

/** What can be wrong with a name. */
export const NAME_PROBLEMS = [
  "nameTooLong",
  "nameUnprintable",
] as const satisfies readonly Problem[];

/** Returns what is wrong with a name, or null. Surrounding spaces are ignored. */
export function nameProblem(typed: string): Problem | null {
  const name = typed.trim();
  if ([...name].length > MAX_NAME_LENGTH) return "nameTooLong";
  return isPrintableLine(name) ? null : "nameUnprintable";
}
