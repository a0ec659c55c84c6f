/**
 * How long and how much is measured.
 *
 * @module
 */

/** The turns of servers that are compared. */
export interface Turns {
  /** How often each has its turn: an odd number. */
  readonly rounds: number;
  /** How long a turn is. */
  readonly seconds: number;
  /** How long a new server is asked before its first turn. */
  readonly warmUpSeconds: number;
}

/** How much of everything there is. */
export interface Extent extends Turns {
  /**
   * For a difference of a tenth or less: a process differs from its equals by as much, so
   * that the middle of a few rounds says little.
   */
  readonly close: Turns;
  /** Logins of one turn, for each core. */
  readonly loginsPerCore: number;
  /** After how many requests memory is looked at. */
  readonly requests: readonly [early: number, late: number];
  /** How many people a large site has; each has {@linkcode SESSIONS_EACH} sessions. */
  readonly users: number;
}

/** How many sessions each person has in the stores that are compared. */
export const SESSIONS_EACH = 3;

/** What the bars are for. */
export const WHOLE: Extent = {
  rounds: 5,
  seconds: 3,
  warmUpSeconds: 2,
  close: { rounds: 25, seconds: 2, warmUpSeconds: 1 },
  loginsPerCore: 48,
  requests: [200_000, 2_000_000],
  users: 1_000_000,
};

/** Enough to see that everything can be measured; the figures mean nothing. */
export const QUICK: Extent = {
  rounds: 1,
  seconds: 1,
  warmUpSeconds: 1,
  close: { rounds: 1, seconds: 1, warmUpSeconds: 1 },
  loginsPerCore: 6,
  requests: [5_000, 20_000],
  users: 2_000,
};
