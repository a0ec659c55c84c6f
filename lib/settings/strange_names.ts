/**
 * Names in `.env` that are no settings: a misspelt one would do nothing, in silence.
 *
 * @module
 */
import leven from "leven";
import { envFileNames, environmentNames } from "../settings.ts";

/** A name that nobody reads. */
export interface StrangeName {
  readonly name: string;
  /** The setting that is meant, as far as its letters tell; null when none is like it. */
  readonly nearest: string | null;
}

/** So many letters of ten may be wrong, left out or too much. */
const WRONG_OF_TEN = 3;

/** Those in the `.env` of this process; none where it is not read. */
export function strangeNames(
  names: readonly string[] = envFileNames(),
): StrangeName[] {
  const known: readonly string[] = environmentNames;
  return names.filter((name) => !known.includes(name))
    .map((name) => ({ name, nearest: nearestTo(name) }));
}

function nearestTo(name: string): string | null {
  const [best] = environmentNames
    .map((known) => ({ known, steps: leven(name.toUpperCase(), known) }))
    .sort((a, b) => a.steps - b.steps);
  const most = Math.ceil(best.known.length * WRONG_OF_TEN / 10);
  return best.steps <= most ? best.known : null;
}
