/**
 * What one-time tokens are good for, and for how long.
 *
 * @module
 */

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * What a token can be good for, and for how long in seconds, if nothing else is said. One list
 * for all features, those that can be removed too: their tokens stay in the database when they
 * go, and a new password must revoke them all the same.
 */
export const TOKEN_SECONDS = {
  /** Confirms the address of an account. */
  verify: DAY_SECONDS,
  /** Sets a new password. */
  recover: HOUR_SECONDS,
  /** Logs in. */
  login_link: 15 * 60,
  /** Confirms a new address. */
  change_address: DAY_SECONDS,
  /** Puts a former address back. */
  undo_address: 7 * DAY_SECONDS,
  /** Says "This wasn't me". */
  secure_account: 7 * DAY_SECONDS,
  /** Makes an account where that takes an invitation. */
  invite: 7 * DAY_SECONDS,
  /** Opens nothing: says that an invitation was used, as long as that would have held. */
  used_invite: 7 * DAY_SECONDS,
} as const;

/** One of {@linkcode TOKEN_SECONDS}. */
export type TokenPurpose = keyof typeof TOKEN_SECONDS;

/** A purpose that concerns an account. */
export type AccountPurpose = Exclude<
  TokenPurpose,
  "invite" | "used_invite"
>;

/** These undo harm, so they hold for an account that was disabled meanwhile too. */
export const HOLD_FOR_DISABLED: readonly TokenPurpose[] = [
  "secure_account",
  "undo_address",
];
