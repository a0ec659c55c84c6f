/**
 * Rendered messages, and the transports that send them.
 *
 * @module
 */
/**
 * A rendered email, as a {@linkcode Transport} receives it.
 *
 * @example
 * ```ts
 * import type { Message } from "@latchkey/core/email";
 *
 * const summaryOf = ({ to, subject }: Message) => `${subject} (to ${to})`;
 * ```
 */
export interface Message {
  /** The id in the queue. Every copy of one email has the same. */
  readonly id: string;
  readonly kind: string;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The most time that sending one message may take, in milliseconds.
 *
 * @example
 * ```ts
 * import { SEND_MS } from "@latchkey/core/email";
 *
 * const request = fetch("https://api.example.com/send", {
 *   method: "POST",
 *   signal: AbortSignal.timeout(SEND_MS),
 * });
 * ```
 */
export const SEND_MS = 120_000;

/**
 * Sends messages. A feature can provide one in place of a mail server, with `transport` of
 * `defineFeature`.
 *
 * @example
 * ```ts
 * import { SEND_MS, SendFailure, type Transport } from "@latchkey/core/email";
 *
 * const transport: Transport = {
 *   async send({ id, to, subject, text }) {
 *     const response = await fetch("https://api.example.com/send", {
 *       method: "POST",
 *       headers: { "idempotency-key": id },
 *       body: JSON.stringify({ to, subject, text }),
 *       signal: AbortSignal.timeout(SEND_MS),
 *     });
 *     if (response.status === 422) {
 *       throw new SendFailure("The provider rejects the recipient.", "never");
 *     }
 *     if (!response.ok) throw new SendFailure("The provider failed.");
 *   },
 * };
 * ```
 */
export interface Transport {
  /**
   * Resolves when the provider or server has accepted the message. Settles within {@linkcode
   * SEND_MS}.
   *
   * @throws {SendFailure} when it wasn't accepted, or when that isn't known.
   */
  send(message: Message): Promise<void>;

  /**
   * Whether it can send to an address in canonical form. Settles within seconds, and never
   * rejects. A transport without it can send to every address.
   */
  reaches?(address: string): Promise<boolean>;
}

/**
 * Thrown by a {@linkcode Transport} when a message could not be sent. The message is logged and
 * stored, so it must not contain an address or a token.
 *
 * @example
 * ```ts
 * import { SendFailure } from "@latchkey/core/email";
 *
 * const failure = new SendFailure("The provider rejects the recipient.", "never");
 * console.assert(failure.again === "never");
 * ```
 */
export class SendFailure extends Error {
  override readonly name = "SendFailure";

  /** @param again `later` when a retry may succeed, `never` when it can't. */
  constructor(
    message: string,
    readonly again: "later" | "never" = "later",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
