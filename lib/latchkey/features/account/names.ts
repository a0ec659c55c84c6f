/**
 * What a person may be called, for every form that asks.
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

/** Why somebody cannot be called so; null when they can. Spaces around it do not count. */
export function nameProblem(typed: string): Problem | null {
  const name = typed.trim();
  if ([...name].length > MAX_NAME_LENGTH) return "nameTooLong";
  return isPrintableLine(name) ? null : "nameUnprintable";
}
