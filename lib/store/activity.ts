/**
 * What happened to accounts, as the store keeps it.
 *
 * @module
 */
import type { Page, PageRequest } from "./pages.ts";

/** One thing that happened to an account. */
export interface Activity {
  /** Random. */
  readonly id: string;
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it was: a word of `lib/auth/activity.ts`. */
  readonly kind: string;
  /** What the browser called itself, shortened; empty when it said nothing or there was none. */
  readonly userAgent: string;
  /** The client's address, shortened; empty when there was none. */
  readonly client: string;
  /** What else a person should know; empty when there is nothing. */
  readonly detail: string;
  readonly expiresAt: number;
}

/** What happened to accounts. */
export interface ActivityStore {
  add(activity: Activity): Promise<void>;
  /** The newest first, a page at a time. */
  listOf(userId: string, page: PageRequest): Promise<Page<Activity>>;
}
