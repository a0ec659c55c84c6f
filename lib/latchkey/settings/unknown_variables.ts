/**
 * Unknown names in `.env`, such as a misspelt setting that would be silently ignored.
 *
 * @module
 */
import leven from "leven";
import { assignedNames } from "./settings.ts";

/** An unknown name. */
export interface UnknownVariable {
  readonly name: string;
  /** The setting that was probably meant; null if none is similar. */
  readonly nearest: string | null;
}

/** The number of letters in ten that may be wrong, missing or extra. */
const WRONG_OF_TEN = 3;

/** The names that are not among the known ones. */
export function unknownVariables(
  names: readonly string[],
  knownNames: readonly string[],
): UnknownVariable[] {
  return names.filter((name) => !knownNames.includes(name))
    .map((name) => ({ name, nearest: nearestTo(name, knownNames) }));
}

function nearestTo(name: string, knownNames: readonly string[]): string | null {
  // On Deno Deploy these variables name a database.
  if (assignedNames.some((assigned) => assigned === name)) {
    return "DATABASE_URL";
  }
  const [best] = knownNames
    .map((known) => ({ known, steps: leven(name.toUpperCase(), known) }))
    .sort((a, b) => a.steps - b.steps);
  const most = Math.ceil(best.known.length * WRONG_OF_TEN / 10);
  return best.steps <= most ? best.known : null;
}
