/**
 * Tokens and codes that are good for one use, as the store keeps them: hashed.
 *
 * @module
 */

/** A token that was mailed or handed to somebody. */
export interface OneTimeToken {
  /** SHA-256 of the token, in hex. */
  readonly hash: string;
  /** What it is good for. */
  readonly purpose: string;
  /** The id of the user it is about; of an invitation, an id of its own. */
  readonly subject: string;
  /** Tokens and codes of one subject and scope are siblings: one that is used burns all. */
  readonly scope: string;
  /** The key of the address it went to; empty when it went to none. */
  readonly addressKey: string;
  /** What else whoever consumes it needs to know. Nothing secret. */
  readonly data: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, like the next. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** One-time tokens. Whether one has expired is for the caller to look at: the store forgets late. */
export interface OneTimeTokenStore {
  create(token: OneTimeToken): Promise<void>;
  /** A token that is neither used nor burnt; null otherwise. Changes nothing. */
  find(hash: string): Promise<OneTimeToken | null>;
  /** Uses it up and burns its siblings, in one write: of two calls at once, one gets it and the other null. */
  consume(hash: string): Promise<OneTimeToken | null>;
  /** Burns every token and code of a subject and scope. */
  burn(subject: string, scope: string): Promise<void>;
  /** The live tokens of a subject, for showing a person what is held about them. */
  listOf(subject: string): Promise<readonly OneTimeToken[]>;
}

/** A short code that a person types. A subject and scope has at most one: the newest. */
export interface OneTimeCode {
  readonly subject: string;
  readonly scope: string;
  /** A keyed hash of the code, in hex: a plain one of six digits would be guessed in a second. */
  readonly mac: string;
  readonly triesLeft: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** One-time codes. */
export interface OneTimeCodeStore {
  /** Replaces the code that the subject and scope had. */
  create(code: OneTimeCode): Promise<void>;
  /**
   * Takes one try and looks whether any of `macs` is the code's. The right one is used
   * up and burns its siblings, in one write. False when it was wrong, expired, burnt,
   * out of tries or never there: after the same reads and one write in every case.
   */
  try(
    subject: string,
    scope: string,
    macs: readonly string[],
    now: number,
  ): Promise<boolean>;
}
