/**
 * The purposes and lifetimes of one-time tokens.
 *
 * @module
 */

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * Default lifetimes of one-time tokens in seconds, by purpose. Optional features are
 * included, because their tokens stay in the database when a feature is removed, and a new
 * password must still revoke them.
 *
 * @example
 * ```ts
 * import { TOKEN_SECONDS } from "@latchkey/core";
 *
 * const hours = TOKEN_SECONDS.verify / 3600; // 24
 * ```
 */
export const TOKEN_SECONDS = {
  /** Confirms an account's address. */
  verify: DAY_SECONDS,
  /** Sets a new password. */
  recover: HOUR_SECONDS,
  /** Logs in. */
  login_link: 15 * 60,
  /** A login that waits for a second factor. */
  pending_login: 10 * 60,
  /** Confirms a new address. */
  change_address: DAY_SECONDS,
  /** Restores a former address. */
  undo_address: 7 * DAY_SECONDS,
  /** "This wasn't me". */
  secure_account: 7 * DAY_SECONDS,
  /** Finishes an account recovery that has waited long enough. */
  account_recovery: 7 * DAY_SECONDS,
  /** Stops an account recovery. It outlives the longest one. */
  stop_account_recovery: 90 * DAY_SECONDS,
  /** Signs up by invitation. */
  invite: 7 * DAY_SECONDS,
  /** Records that an invitation was used, for as long as it would have been valid. */
  used_invite: 7 * DAY_SECONDS,
} as const;

/** One of {@linkcode TOKEN_SECONDS}. */
export type TokenPurpose = keyof typeof TOKEN_SECONDS;

/** A purpose that belongs to an account. */
export type AccountPurpose = Exclude<
  TokenPurpose,
  "invite" | "used_invite"
>;

/** Purposes that undo an unwanted change, so they also work for an account that has been disabled. */
export const ALLOWED_WHEN_DISABLED: readonly TokenPurpose[] = [
  "secure_account",
  "undo_address",
];
