/**
 * What a release works with.
 *
 * @module
 */

/** What the command works with; tests provide their own. */
export interface ReleaseContext {
  /** The project's folder. */
  readonly root: string;
  /** Writes a line to stdout. */
  out(line: string): void;
  /** Writes a line to stderr. */
  err(line: string): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Says why there is no release. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
}
