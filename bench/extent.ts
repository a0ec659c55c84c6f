/**
 * How long each measurement takes.
 *
 * @module
 */

/** The turns of the servers being compared. */
export interface Turns {
  /** How many turns each has: an odd number. */
  readonly rounds: number;
  /** The length of a turn. */
  readonly seconds: number;
  /** The warm-up of a new server before its first turn. */
  readonly warmUpSeconds: number;
}

/** The extent of each measurement. */
export interface Extent extends Turns {
  /**
   * For differences of a tenth or less: equal processes differ by as much, so
   * the median of a few rounds says little.
   */
  readonly close: Turns;
  /** Logins per turn, for each core. */
  readonly loginsPerCore: number;
  /** The request counts at which memory is measured. */
  readonly requests: readonly [early: number, late: number];
  /**
   * The number of users of a large site; each has {@linkcode SESSIONS_EACH}
   * sessions.
   */
  readonly users: number;
}

/** The number of sessions per user in the stores being compared. */
export const SESSIONS_EACH = 3;

/** The extent that the bars apply to. */
export const WHOLE: Extent = {
  rounds: 5,
  seconds: 3,
  warmUpSeconds: 2,
  close: { rounds: 25, seconds: 2, warmUpSeconds: 1 },
  loginsPerCore: 48,
  requests: [200_000, 2_000_000],
  users: 1_000_000,
};

/**
 * Enough to check that everything can be measured; the figures mean nothing.
 */
export const QUICK: Extent = {
  rounds: 1,
  seconds: 1,
  warmUpSeconds: 1,
  close: { rounds: 1, seconds: 1, warmUpSeconds: 1 },
  loginsPerCore: 6,
  requests: [5_000, 20_000],
  users: 2_000,
};
