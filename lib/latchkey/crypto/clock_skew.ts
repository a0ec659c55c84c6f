/**
 * Clocks that disagree.
 *
 * @module
 */

/** How far the clocks of two of our servers may differ. */
export const CLOCK_SKEW_SECONDS = 60;
