/**
 * A mailbox that receives emails instead of a mail server, for development and tests.
 *
 * @module
 */
import type { Message, Transport } from "./transport.ts";

/** The most emails that are kept; the oldest are dropped. */
const KEPT = 100;

/** An email that would have been sent. */
export interface KeptMessage extends Message {
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** A transport that keeps emails. */
export interface Mailbox extends Transport {
  /** Newest first. */
  messages(): readonly KeptMessage[];
  /** The newest copy of an email. */
  byId(id: string): KeptMessage | undefined;
}

/** Storage for a mailbox, newest email first. */
export interface MailboxStorage {
  read(): readonly KeptMessage[];
  write(messages: readonly KeptMessage[]): Promise<void>;
}

/** Opens a mailbox. Without storage it starts empty and keeps emails in memory. */
export function createMailbox(
  now: () => number,
  storage: MailboxStorage = memoryStorage(),
): Mailbox {
  let written = Promise.resolve();
  return {
    send(message) {
      const kept = { ...message, sentAt: now() };
      const add = () => storage.write([kept, ...storage.read()].slice(0, KEPT));
      // One write at a time, or two emails sent at once would overwrite each other.
      const sent = written.then(add);
      written = sent.catch(() => {});
      return sent;
    },
    messages: storage.read,
    byId: (id) => storage.read().find((message) => message.id === id),
  };
}

function memoryStorage(): MailboxStorage {
  let messages: readonly KeptMessage[] = [];
  return {
    read: () => messages,
    write(newest) {
      messages = newest;
      return Promise.resolve();
    },
  };
}
