/**
 * What the app asks of a database: named operations, each atomic unless it says otherwise.
 *
 * Adapters live beside this file and pass one contract test (`tests/store/contract.ts`).
 * Times are milliseconds since the epoch and are given by the caller, so that the
 * rules, not the database, own the clock.
 *
 * @module
 */

/** A person's account as it is kept. It never leaves the server whole: pages and APIs show a view of it. */
export interface User {
  /** Random, opaque, never reused. */
  readonly id: string;
  /** The address as the person typed it, trimmed: the one to show. */
  readonly address: string;
  /** The address as it is compared, see `addressKey`: unique among all users. */
  readonly addressKey: string;
  /** A bcrypt hash (`$2b$…`). */
  readonly passwordHash: string;
  /** A disabled account can neither sign in nor use the sessions it has. */
  readonly disabled: boolean;
  /**
   * Counts how often all sessions of the account were ended. A session that was
   * started under another number is over, so ending all of them is one write.
   */
  readonly sessionEpoch: number;
  readonly createdAt: number;
}

/** One sign-in on one device. */
export interface Session {
  /** Random, opaque; the `sid` claim of its access tokens. */
  readonly id: string;
  readonly userId: string;
  /** The user's `sessionEpoch` when the session began. */
  readonly epoch: number;
  /** True when the person asked to be kept signed in: such a session outlives idle time. */
  readonly remembered: boolean;
  /** What the browser called itself, shortened; empty when it said nothing. */
  readonly userAgent: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** The hard end, whatever happens. */
  readonly expiresAt: number;
}

/** The fields of a user that may change after creation. */
export type UserChange = Partial<
  Pick<User, "passwordHash" | "disabled">
>;

/** One page of a listing, in order of id. `cursor` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Where a page of a listing begins, and how many items it may hold. */
export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}

/** Accounts. */
export interface UserStore {
  /** Adds a user; false when the id or the address is taken, also under concurrent calls. */
  create(user: User): Promise<boolean>;
  byId(id: string): Promise<User | null>;
  byAddressKey(addressKey: string): Promise<User | null>;
  /** Applies a change to the newest version of the user and returns the result; null when there is none. */
  update(id: string, change: UserChange): Promise<User | null>;
  /**
   * Replaces the hash only while it still is `previous`, so that a re-hash at
   * sign-in can never undo a password that was changed meanwhile.
   */
  rehash(id: string, previous: string, next: string): Promise<boolean>;
  /**
   * Replaces the hash while it still is `previous` and ends every session, in one
   * write: a session that begins meanwhile by the old password is over too. Returns
   * the changed user; null when the hash is another by now or the user is gone.
   */
  changePassword(
    id: string,
    previous: string,
    next: string,
  ): Promise<User | null>;
  list(page: PageRequest): Promise<Page<User>>;
  /** Removes the user, frees the address and ends the sessions; false when there was no such user. */
  remove(id: string): Promise<boolean>;
}

/** Sessions. */
export interface SessionStore {
  /** Keeps a new session; the database forgets it by itself after `expiresAt`. */
  create(session: Session): Promise<void>;
  /** A live session with its user in one look-up; null when it is gone, ended, of another epoch or of another user. */
  find(
    id: string,
    userId: string,
  ): Promise<{ session: Session; user: User } | null>;
  /** Records the last use; false when the session has ended meanwhile, which it does not bring back. */
  touch(id: string, lastSeenAt: number): Promise<boolean>;
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
  /** The live sessions of a user, newest first. */
  listOf(userId: string): Promise<readonly Session[]>;
}

/** How many tries a limit allows at once, and how long one try takes to come back. */
export interface Limit {
  readonly burst: number;
  readonly refillSeconds: number;
}

/** Whether a try is allowed, and if not, after how many whole seconds the next one is. */
export type LimitAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Counters of tries, exact under concurrent calls and across processes. */
export interface LimitStore {
  /** Takes one try from the bucket named `key`. */
  take(key: string, limit: Limit, now: number): Promise<LimitAnswer>;
  /** Gives one try back, for a try that turned out not to count. */
  giveBack(key: string, limit: Limit, now: number): Promise<void>;
  /** Fills the bucket again. */
  clear(key: string): Promise<void>;
}

/** A database as the app sees it. */
export interface Store {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly limits: LimitStore;
  /** Resolves when the database answers a read; throws what the database throws. */
  ping(): Promise<void>;
  /** Closes the database; no operation may follow. */
  close(): Promise<void>;
}
