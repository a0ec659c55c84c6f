/**
 * Clock skew.
 *
 * @module
 */

/** How far the clocks of two servers of a site may differ, in seconds. */
export const CLOCK_SKEW_SECONDS = 60;
