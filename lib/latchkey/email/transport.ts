/**
 * What a mail is when it is ready, and what carries it.
 *
 * @module
 */
/** A mail ready to be sent. */
export interface Message {
  /** The id of its row in the queue: every copy of one mail has the same. */
  readonly id: string;
  readonly kind: string;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How long one message may take, whatever a mail server does, in milliseconds. */
export const SEND_MS = 120_000;

/** A way on which messages leave. */
export interface Transport {
  /**
   * Resolves when somebody else has taken the message over. Settles within {@linkcode SEND_MS}.
   *
   * @throws {SendFailure} when nobody did, or when that is not known.
   */
  send(message: Message): Promise<void>;

  /**
   * Whether it can send to an address in its canonical form. Settles within seconds, and
   * never rejects. A transport without it sends to every address.
   */
  reaches?(address: string): Promise<boolean>;
}

/** Why a message could not be sent. Its words hold no address and no token: they are logged and kept. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";

  /** @param again Whether another try may succeed, or the answer would be the same for ever. */
  constructor(
    message: string,
    readonly again: "later" | "never" = "later",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
