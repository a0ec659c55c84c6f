/**
 * What a database that several processes share tells them of each other's changes, so
 * that what one remembers of sessions is not what another has ended.
 *
 * @module
 */

/** What another process has changed. */
export type SessionChange =
  | { readonly what: "session" | "user"; readonly id: string }
  | { readonly what: "everyone" };

/** Who wants to be told. */
export interface ChangeFollower {
  /** Whether changes are told. While they are not, and each time they begin to be, anything may have changed. */
  listening(told: boolean): void;
  changed(change: SessionChange): void;
}

/** Begins to tell, until it is closed. */
export type FollowChanges = (
  follower: ChangeFollower,
) => { close(): Promise<void> };
