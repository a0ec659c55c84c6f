/**
 * Names in `.env` that nothing reads: a misspelt setting would be ignored in silence.
 *
 * @module
 */
import leven from "leven";
import { assignedNames } from "./settings.ts";

/** A name that nothing reads. */
export interface UnknownVariable {
  readonly name: string;
  /** The setting that is probably meant; null when none is spelt like it. */
  readonly nearest: string | null;
}

/** So many letters of ten may be wrong, missing or too many. */
const WRONG_OF_TEN = 3;

/** Those of some names that are not known, which nothing reads. */
export function unknownVariables(
  names: readonly string[],
  knownNames: readonly string[],
): UnknownVariable[] {
  return names.filter((name) => !knownNames.includes(name))
    .map((name) => ({ name, nearest: nearestTo(name, knownNames) }));
}

function nearestTo(name: string, knownNames: readonly string[]): string | null {
  // They would name a database on Deno Deploy.
  if (assignedNames.some((assigned) => assigned === name)) {
    return "DATABASE_URL";
  }
  const [best] = knownNames
    .map((known) => ({ known, steps: leven(name.toUpperCase(), known) }))
    .sort((a, b) => a.steps - b.steps);
  const most = Math.ceil(best.known.length * WRONG_OF_TEN / 10);
  return best.steps <= most ? best.known : null;
}
