/**
 * The mailer: queues emails, and sends them after the page has responded.
 *
 * @module
 */
import { randomId } from "../crypto/random_id.ts";
import type { Email, EmailData, SiteEmails } from "./define_email.ts";
import { createDelivery } from "./delivery.ts";
import { bucketsOf, logDropped } from "./limits.ts";
import type { Mailbox } from "./mailbox.ts";
import type { MailServices } from "./mail_context.ts";
import type { Transport } from "./transport.ts";

/** Sends emails: `services.mail`. */
export interface Mailer {
  /** Whether email can be sent: false in production without `SMTP_URL`. */
  readonly enabled: boolean;
  /**
   * The mailbox that keeps emails instead of sending them, in development and tests; else null.
   */
  readonly mailbox: Mailbox | null;
  /**
   * Whether email can be sent to an address in canonical form. Settles within seconds; false
   * when only the mail server knows and doesn't answer.
   */
  reaches(address: string): Promise<boolean>;
  /**
   * Queues an email and returns before it is sent. Does the same work whether there is a
   * recipient or not. Drops an email above the limits of `lib/latchkey/email/limits.ts` without
   * an error. Does nothing while email isn't enabled.
   */
  send<Data extends EmailData>(
    email: Email<Data>,
    data: NoInfer<Data>,
  ): Promise<void>;
  /** Sends all due emails. Never throws. */
  deliver(): Promise<void>;
  /** Resolves when this process isn't sending anything. */
  settled(): Promise<void>;
}

/**
 * How long an email waits before it is rendered, in milliseconds. By then the page has
 * responded, so looking up the account can't delay the response and reveal whether it exists.
 */
const PAUSE_MS = 200;

/** Options of a mailer. */
export interface MailerOptions extends Pick<SiteEmails, "accepts"> {
  /** All emails of the site. */
  readonly emails: readonly Email[];
  /** Keeps emails instead of sending them. */
  readonly mailbox?: Mailbox | null;
  /** Milliseconds an email waits before it is rendered. */
  readonly pauseMs?: number;
}

/**
 * Creates a mailer.
 *
 * @param transport Sends the emails; with null none is sent.
 * @throws {TypeError} when two emails have the same kind.
 */
export function createMailer(
  services: MailServices,
  transport: Transport | null,
  { emails, accepts, mailbox = null, pauseMs = PAUSE_MS }: MailerOptions,
): Mailer {
  const byKind = emailsByKind(emails);
  const delivery = transport &&
    createDelivery(services, transport, { byKind, accepts });
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
    async send(email, data) {
      if (byKind.get(email.kind) !== email as Email) {
        throw new TypeError(
          `The email "${email.kind}" is not registered. Add it to the emails of its feature, and list the feature in lib/site.ts.`,
        );
      }
      if (!delivery) return;
      if (await enqueue(services, email, data)) return wakeSoon();
      logDropped(services, email.kind, userIdOf(data) || null);
    },
    deliver: () => delivery?.wake() ?? Promise.resolve(),
    async settled() {
      while (soon || delivery?.pass()) await (soon ?? delivery?.pass());
    },
  };
}

/**
 * Creates a mailer for a short-lived process. It only queues emails; a running server sends
 * them.
 *
 * @param transport The transport of the server; null when it has none.
 */
export function createOutbox(
  services: Pick<MailServices, "settings" | "store" | "now">,
  transport: Transport | null,
): Mailer {
  const enabled = transport !== null ||
    services.settings.appEnv !== "production";
  return {
    enabled,
    mailbox: null,
    reaches: async (address) => await transport?.reaches?.(address) ?? true,
    async send(email, data) {
      if (enabled) await enqueue(services, email, data);
    },
    deliver: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
}

function emailsByKind(emails: readonly Email[]): ReadonlyMap<string, Email> {
  const byKind = new Map<string, Email>();
  for (const email of emails) {
    if (byKind.has(email.kind)) {
      throw new TypeError(
        `Two emails have the kind "${email.kind}". Rename one of them.`,
      );
    }
    byKind.set(email.kind, email);
  }
  return byKind;
}

/** Queues an email unless its limit is reached; returns whether it did. */
async function enqueue(
  { store, now }: Pick<MailServices, "store" | "now">,
  email: Pick<Email, "kind" | "onRequest">,
  data: EmailData,
): Promise<boolean> {
  const buckets = await bucketsOf(email, data);
  if (!(await store.limits.take(buckets, now())).allowed) return false;
  await store.mailQueue.add({
    id: randomId(),
    kind: email.kind,
    data: withoutUndefined(data),
    userId: userIdOf(data),
    createdAt: now(),
    dueAt: now(),
    attempts: 0,
    lastError: "",
  });
  return true;
}

/** The data without undefined values. */
function withoutUndefined(data: EmailData) {
  const entries = Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  );
  return Object.fromEntries(entries);
}

function userIdOf({ userId }: EmailData): string {
  return typeof userId === "string" ? userId : "";
}
