/**
 * The mail desk: takes mails into the queue and sends them behind the pages' backs.
 *
 * @module
 */
import { createDelivery, type DeliveryServices } from "./delivery.ts";
import type { Mailbox } from "./mailbox.ts";
import { noteHeldBack } from "./limits.ts";
import { enqueue } from "./outbox.ts";
import type { MailDesk } from "./requests.ts";
import type { Transport } from "./transport.ts";

/**
 * How long a mail lies before it is looked at, in milliseconds: the page that asked has
 * answered by then, so that what is found out about an account cannot slow it down.
 */
const PAUSE_MS = 200;

/** Where mails end up, and how soon. */
export interface DeskOptions {
  /** Where mails lie in place of being sent. */
  readonly mailbox?: Mailbox | null;
  /** Milliseconds a mail lies before it is looked at. */
  readonly pauseMs?: number;
}

/**
 * Opens the desk.
 *
 * @param transport What carries the mails; with null there is no mail.
 */
export function createMailDesk(
  services: DeliveryServices,
  transport: Transport | null,
  { mailbox = null, pauseMs = PAUSE_MS }: DeskOptions = {},
): MailDesk {
  const delivery = transport && createDelivery(services, transport);
  let soon: Promise<void> | null = null;
  const wakeSoon = () => {
    soon ??= new Promise((done) => setTimeout(done, pauseMs)).then(() => {
      soon = null;
      return delivery?.wake();
    });
  };
  return {
    enabled: delivery !== null,
    mailbox,
    reaches: async (address) => await transport?.reaches?.(address) ?? true,
    async send(request) {
      if (!delivery) return;
      if (await enqueue(services, request)) return wakeSoon();
      const user = "userId" in request ? request.userId : null;
      noteHeldBack(services, request.kind, user);
    },
    deliver: () => delivery?.wake() ?? Promise.resolve(),
    async settled() {
      while (soon || delivery?.pass()) await (soon ?? delivery?.pass());
    },
  };
}
