/**
 * Mails that wait to be sent, as the store keeps them.
 *
 * @module
 */
import type { Page, PageRequest } from "./pages.ts";

/** A mail that is to be made and sent: what it is about, never its text and never a token. */
export interface QueuedMail {
  /** Random; also names the message, so that a copy can be known as one. */
  readonly id: string;
  /** Which message it is: a word of `lib/mail/requests.ts`. */
  readonly kind: string;
  /** What the message needs, as `lib/mail/requests.ts` writes it. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  /** The user it is about, when that is known; empty otherwise. Goes when they go. */
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When to try next; null when nobody will try any more by themselves. */
  readonly dueAt: number | null;
  /** How often sending was begun. */
  readonly attempts: number;
  /** Why the last attempt failed, without addresses; empty when there was none. */
  readonly lastError: string;
}

/** The queue of mails. */
export interface MailQueueStore {
  add(mail: QueuedMail): Promise<void>;
  /**
   * Takes the mail that has been due longest, counts the attempt, and makes it due
   * again at `leaseUntil`, in one write: no other process takes it before then, and it
   * is not lost when this one dies. Null when nothing is due.
   */
  claim(now: number, leaseUntil: number): Promise<QueuedMail | null>;
  /** Forgets a mail that was sent or is not wanted any more; false when it was not there. */
  done(id: string): Promise<boolean>;
  /** Says when to try again, or with null never; false when the mail was not there. */
  postpone(
    id: string,
    change: Pick<QueuedMail, "dueAt" | "lastError">,
  ): Promise<boolean>;
  /** Makes a mail due at `now` and its attempts count from none again; false when it is not there. */
  retry(id: string, now: number): Promise<boolean>;
  byId(id: string): Promise<QueuedMail | null>;
  /** In order of id. */
  list(page: PageRequest): Promise<Page<QueuedMail>>;
  /** Mails about a user. */
  listOf(userId: string): Promise<readonly QueuedMail[]>;
}
