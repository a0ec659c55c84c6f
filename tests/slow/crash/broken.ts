/** @module */

/** The app broke a promise. */
export class Broken extends Error {
  override readonly name = "Broken";
}
