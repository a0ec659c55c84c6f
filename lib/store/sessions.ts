/**
 * Sessions, as the store keeps them.
 *
 * @module
 */
import type { User } from "./users.ts";

/** One sign-in on one device. */
export interface Session {
  /** Random, opaque; the `sid` claim of its access tokens. */
  readonly id: string;
  readonly userId: string;
  /** The user's `sessionEpoch` when the session began. */
  readonly epoch: number;
  /** True when the person asked to be kept signed in: such a session outlives idle time. */
  readonly remembered: boolean;
  /** True for a program's, whose token travels as `Bearer`; false for a browser's. */
  readonly bearer: boolean;
  /** What the browser called itself, shortened; empty when it said nothing. */
  readonly userAgent: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** When the password was last entered in it; 0 when it never was. */
  readonly passwordAt: number;
  /** The hard end, whatever happens. */
  readonly expiresAt: number;
}

/** Sessions. */
export interface SessionStore {
  /** Keeps a new session; the database forgets it by itself after `expiresAt`. */
  create(session: Session): Promise<void>;
  /**
   * A live session with its user in one look-up; null when it is gone, ended, of another
   * epoch or of another user.
   *
   * @param fresh Asks the database itself, where an answer may else be some seconds old.
   */
  find(
    id: string,
    userId: string,
    fresh?: "fresh",
  ): Promise<{ session: Session; user: User } | null>;
  /** Records the last use; false when the session has ended meanwhile, which it does not bring back. */
  touch(id: string, lastSeenAt: number): Promise<boolean>;
  /** Records that the password was entered again; false when the session has ended meanwhile. */
  confirmPassword(id: string, passwordAt: number): Promise<boolean>;
  /** Ends one session; false when there was none. */
  end(id: string): Promise<boolean>;
  /**
   * Ends every session of a user at once, however many there are; false when there
   * is no such user. The records themselves are swept afterwards, not atomically.
   */
  endAll(userId: string): Promise<boolean>;
  /**
   * Ends every session of a user but one, likewise at once: a session that is
   * beginning meanwhile ends too. False, and nothing changes, when the one to keep is
   * no live session of this user.
   */
  endOthers(userId: string, keptId: string, now: number): Promise<boolean>;
  /** Ends every session of everyone that began at or before `now`: one write, however many there are. */
  endEveryone(now: number): Promise<void>;
  /** About how many sessions are live. It may have to look at each, so it is asked for rarely. */
  count(): Promise<number>;
  /** The live sessions of a user, newest first. */
  listOf(userId: string): Promise<readonly Session[]>;
}
