/**
 * The mailer: takes emails into the queue, and sends them after the page has answered.
 *
 * @module
 */
import { randomId } from "../crypto/random_id.ts";
import type { Email, EmailData, SiteEmails } from "./define_email.ts";
import { createDelivery } from "./delivery.ts";
import { bucketsOf, logHeldBack } from "./limits.ts";
import type { Mailbox } from "./mailbox.ts";
import type { MailServices } from "./mail_context.ts";
import type { Transport } from "./transport.ts";

/** Where features send emails: `services.mail`. */
export interface Mailer {
  /** Whether email can be sent at all: false in production without `SMTP_URL`. */
  readonly enabled: boolean;
  /** Where emails are kept in place of being sent, in development and tests; else null. */
  readonly mailbox: Mailbox | null;
  /**
   * Whether email can be sent to an address in its canonical form. Settles within seconds;
   * false when only the mail server knows, and does not say.
   */
  reaches(address: string): Promise<boolean>;
  /**
   * Puts an email into the queue and returns before it is sent. Does the same work whether
   * there is a recipient or not. An email over the limits of `lib/latchkey/email/limits.ts`
   * is dropped without an error. Does nothing while email is not enabled.
   */
  send<Data extends EmailData>(
    email: Email<Data>,
    data: NoInfer<Data>,
  ): Promise<void>;
  /** Sends what is due, until nothing is; never throws. */
  deliver(): Promise<void>;
  /** Resolves when this process is sending nothing any more. */
  settled(): Promise<void>;
}

/**
 * How long an email waits before it is written, in milliseconds: by then the page has
 * answered, so that what is found out about an account cannot slow the answer down.
 */
const PAUSE_MS = 200;

/** What a site's mailer sends, and how. */
export interface MailerOptions extends Pick<SiteEmails, "accepts"> {
  /** Every email of the site. */
  readonly emails: readonly Email[];
  /** Where emails are kept in place of being sent. */
  readonly mailbox?: Mailbox | null;
  /** Milliseconds an email waits before it is written. */
  readonly pauseMs?: number;
}

/**
 * Opens a mailer.
 *
 * @param transport What carries the emails; with null none is sent.
 * @throws {TypeError} when two emails are of one kind.
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
        throw new TypeError(`No feature of the site lists ${email.kind}.`);
      }
      if (!delivery) return;
      if (await enqueue(services, email, data)) return wakeSoon();
      logHeldBack(services, email.kind, userIdOf(data) || null);
    },
    deliver: () => delivery?.wake() ?? Promise.resolve(),
    async settled() {
      while (soon || delivery?.pass()) await (soon ?? delivery?.pass());
    },
  };
}

/**
 * A mailer for a process that ends at once: a running server sends what it takes in.
 *
 * @param transport What the server sends by; null where it sends none.
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
      throw new TypeError(`Two emails are of the kind ${email.kind}.`);
    }
    byKind.set(email.kind, email);
  }
  return byKind;
}

/** Puts an email into the queue unless there were too many requests for it; returns whether it did. */
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
    data: present(data),
    userId: userIdOf(data),
    createdAt: now(),
    dueAt: now(),
    attempts: 0,
    lastError: "",
  });
  return true;
}

/** The data as a row can hold it. */
function present(data: EmailData) {
  const entries = Object.entries(data).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  );
  return Object.fromEntries(entries);
}

function userIdOf({ userId }: EmailData): string {
  return typeof userId === "string" ? userId : "";
}
