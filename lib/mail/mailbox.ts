/**
 * A mailbox in memory, in place of the world's: for development and tests.
 *
 * @module
 */
import type { Message, Transport } from "./transport.ts";

/** How many mails are kept; an older one goes for a newer one. */
const KEPT = 100;

/** A mail that would have been sent. */
export interface KeptMessage extends Message {
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** Takes mails and shows them. */
export interface Mailbox extends Transport {
  /** Newest first. */
  messages(): readonly KeptMessage[];
  /** The newest copy of a mail. */
  byId(id: string): KeptMessage | undefined;
}

/** An empty mailbox. */
export function createMailbox(now: () => number): Mailbox {
  let messages: readonly KeptMessage[] = [];
  return {
    send(message) {
      const kept = { ...message, sentAt: now() };
      messages = [kept, ...messages].slice(0, KEPT);
      return Promise.resolve();
    },
    messages: () => messages,
    byId: (id) => messages.find((message) => message.id === id),
  };
}
