/**
 * The mailer: queues emails, and sends them after the page has responded.
 *
 * @module
 */
import { randomId } from "../crypto/random_id.ts";
import type { Db } from "../database/database.ts";
import type { Email, EmailData, SiteEmails } from "./define_email.ts";
import { createDelivery } from "./delivery.ts";
import { addEmail } from "./email_rows.ts";
import { bucketsOf, logDropped } from "./limits.ts";
import type { Mailbox } from "./mailbox.ts";
import type { MailServices } from "./mail_context.ts";
import type { QueuedMail } from "./queued_mail.ts";
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
  /**
   * Counts an email against its limits, for a caller that queues it in the transaction of what
   * it is about. Returns null where {@linkcode Mailer.send} would drop the email.
   */
  prepare<Data extends EmailData>(
    email: Email<Data>,
    data: NoInfer<Data>,
  ): Promise<PreparedEmail | null>;
  /** Sends all due emails. Never throws. */
  deliver(): Promise<void>;
  /** Resolves when this process isn't sending anything. */
  settled(): Promise<void>;
}

/** An email that is within its limits but not in the queue yet. */
export interface PreparedEmail {
  /** Queues it in a transaction: a process that is killed leaves both or neither. */
  queue(db: Db): Promise<void>;
  /** Lets it leave after the page has responded. Call it once the transaction is committed. */
  leave(): void;
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
  const newRow = async (email: Email, data: EmailData) => {
    if (byKind.get(email.kind) !== email) {
      throw new TypeError(
        `The email "${email.kind}" is not registered. Add it to the emails of its feature, and list the feature in lib/site.ts.`,
      );
    }
    if (!delivery) return null;
    const row = await countedRow(services, email, data);
    if (!row) logDropped(services, email.kind, userIdOf(data) || null);
    return row;
  };
  return {
    enabled: delivery !== null,
    mailbox,
    reaches: async (address) => await transport?.reaches?.(address) ?? true,
    async send(email, data) {
      const row = await newRow(email as Email, data);
      if (!row) return;
      await services.store.mailQueue.add(row);
      wakeSoon();
    },
    async prepare(email, data) {
      const row = await newRow(email as Email, data);
      return row && { queue: (db) => addEmail(db, row), leave: wakeSoon };
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
      const row = enabled && await countedRow(services, email, data);
      if (row) await services.store.mailQueue.add(row);
    },
    async prepare(email, data) {
      const row = enabled && await countedRow(services, email, data);
      return row ? { queue: (db) => addEmail(db, row), leave() {} } : null;
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

/** The row of an email, which counts against its limits; null when one is reached. */
async function countedRow(
  { store, now }: Pick<MailServices, "store" | "now">,
  email: Pick<Email, "kind" | "onRequest">,
  data: EmailData,
): Promise<QueuedMail | null> {
  const buckets = await bucketsOf(email, data);
  if (!(await store.limits.take(buckets, now())).allowed) return null;
  return {
    id: randomId(),
    kind: email.kind,
    data: withoutUndefined(data),
    userId: userIdOf(data),
    createdAt: now(),
    dueAt: now(),
    attempts: 0,
    lastError: "",
  };
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
