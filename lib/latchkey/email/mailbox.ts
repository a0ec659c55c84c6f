/**
 * A mailbox that takes mails in place of a mail server: for development and tests.
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

/** Where a mailbox keeps its mails, newest first. */
export interface MailboxStorage {
  read(): readonly KeptMessage[];
  write(messages: readonly KeptMessage[]): Promise<void>;
}

/** Opens a mailbox; without a storage it starts empty and is in memory. */
export function createMailbox(
  now: () => number,
  storage: MailboxStorage = memoryStorage(),
): Mailbox {
  let written = Promise.resolve();
  return {
    send(message) {
      const kept = { ...message, sentAt: now() };
      const add = () => storage.write([kept, ...storage.read()].slice(0, KEPT));
      // One at a time, or two mails sent at once would overwrite each other.
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
