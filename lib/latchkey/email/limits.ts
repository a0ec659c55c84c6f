/**
 * How many emails a person can be made to get.
 *
 * @module
 */
import { sha256 } from "../crypto/sha256.ts";
import type { Bucket, Limit } from "../limits/buckets.ts";
import { securityLog } from "../telemetry/security_events.ts";
import { addressKey } from "./address.ts";
import type { Email, EmailData, Reserve } from "./define_email.ts";
import type { MailServices } from "./mail_context.ts";

/**
 * Emails to one mailbox that anyone can cause by entering an address, of all kinds
 * together: 12 at once, then three an hour.
 */
export const MAILBOX_LIMIT: Limit = { burst: 12, refillSeconds: 1200 };

/**
 * Beside those, links and codes into an account where no earlier one works any more, so that
 * a stranger who used up the others locks nobody out: 10 at once, then six an hour.
 * A stranger causes one when the last expires: five an hour.
 */
export const RESERVE_LIMIT: Limit = { burst: 10, refillSeconds: 600 };

/** Notices of one kind to one account: 6 at once, then one each ten minutes. They count apart: no stranger can use them up. */
export const NOTICE_LIMIT: Limit = { burst: 6, refillSeconds: 600 };

/**
 * Requests of one kind for one account or address that come into the queue: 100 at once, then
 * one a second, to keep the queue short. Dropping one does no harm: a request processed within
 * the last second has sent an email if no earlier one still worked.
 */
export const REQUEST_LIMIT: Limit = { burst: 100, refillSeconds: 1 };

/** Logs that an email was held back: the page that requested it does not say so. */
export function logHeldBack(
  { log }: Pick<MailServices, "log">,
  mail: string,
  user: string | null,
): void {
  securityLog(log)
    .note("rate_limited", { user, client: "", id: undefined, mail });
}

/**
 * The buckets that an email is taken from on its way into the queue.
 *
 * @throws {TypeError} when the data names neither an account nor an address: without a limit
 * no email is sent.
 */
export async function bucketsOf(
  { kind, onRequest }: Pick<Email, "kind" | "onRequest">,
  { userId, address, newAddress }: EmailData,
): Promise<Bucket[]> {
  const names = [address, newAddress]
    .filter((entered) => typeof entered === "string").map(addressKey);
  if (typeof userId === "string") names.push(userId);
  if (names.length === 0) {
    throw new TypeError(`Email ${kind} needs a userId or an address.`);
  }
  const limit = onRequest ? REQUEST_LIMIT : NOTICE_LIMIT;
  return await Promise.all(
    names.map((name) => bucket(`mail:${kind}`, name, limit)),
  );
}

/**
 * Takes one email to a mailbox that somebody requested on a page; false when there were too
 * many.
 */
export async function takeEmail(
  { store: { limits }, now }: Pick<MailServices, "store" | "now">,
  to: string,
  reserve?: Reserve,
): Promise<boolean> {
  const mailbox = mailboxKey(to);
  if (await reserve?.isNeeded()) {
    const reserved = await bucket("mail:reserve", mailbox, RESERVE_LIMIT);
    if ((await limits.take([reserved], now())).allowed) return true;
  }
  const shared = await bucket("mail:mailbox", mailbox, MAILBOX_LIMIT);
  return (await limits.take([shared], now())).allowed;
}

/**
 * The mailbox that an address leads to: without a tag (`ada+shop@…`, RFC 5233 §1), and at
 * Gmail without dots, which it does not look at. Only to count emails by: at some
 * servers `ada+shop` is another person.
 */
export function mailboxKey(address: string): string {
  const key = addressKey(address);
  const at = key.lastIndexOf("@");
  const domain = key.slice(at + 1);
  const local = key.slice(0, at).replace(/(?<=.)\+.*$/s, "");
  return /^g(?:oogle)?mail\.com$/.test(domain)
    ? `${local.replaceAll(".", "")}@gmail.com`
    : `${local}@${domain}`;
}

/** Whether an address differs from its mailbox by a tag, of which anyone can make up as many as they like. */
export function hasTag(address: string): boolean {
  const localOf = (key: string) => key.slice(0, key.lastIndexOf("@"));
  return localOf(mailboxKey(address)) !== localOf(addressKey(address));
}

/** Hashed: the database holds no list of addresses that were typed. */
async function bucket(
  kind: string,
  name: string,
  limit: Limit,
): Promise<Bucket> {
  return [`${kind}:${await sha256(name)}`, limit];
}
