/**
 * Limits on the emails that others can cause a person to receive.
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
 * Emails of all kinds to one mailbox that anyone can trigger by entering an address: 12 at
 * once, then three an hour.
 */
export const MAILBOX_LIMIT: Limit = { burst: 12, refillSeconds: 1200 };

/**
 * Extra login links and codes for an account whose earlier ones no longer work, so that a
 * stranger who uses up the mailbox's limit doesn't lock out the owner: 10 at once, then six an
 * hour. A stranger can trigger one whenever the last one expires: five an hour.
 */
const RESERVE_LIMIT: Limit = { burst: 10, refillSeconds: 600 };

/**
 * Notices of one kind to one account: 6 at once, then one every ten minutes. They have their
 * own limit, so no stranger can use it up.
 */
const NOTICE_LIMIT: Limit = { burst: 6, refillSeconds: 600 };

/**
 * Requests of one kind for one account or address that enter the queue: 100 at once, then one a
 * second, to keep the queue short. Dropping one does no harm: a request processed within the
 * last second has sent an email unless an earlier one still works.
 */
const REQUEST_LIMIT: Limit = { burst: 100, refillSeconds: 1 };

/**
 * Logs that an email was dropped because of a limit. The page that requested it doesn't say so.
 */
export function logDropped(
  { log }: Pick<MailServices, "log">,
  mail: string,
  user: string | null,
): void {
  securityLog(log)
    .note("rate_limited", { user, client: "", id: undefined, mail });
}

/**
 * The buckets that an email counts against when it enters the queue.
 *
 * @throws {TypeError} when the data has neither an account nor an address, since every email
 * needs a limit.
 */
export async function bucketsOf(
  { kind, onRequest }: Pick<Email, "kind" | "onRequest">,
  { userId, address, newAddress }: EmailData,
): Promise<Bucket[]> {
  const names = [address, newAddress]
    .filter((entered) => typeof entered === "string").map(addressKey);
  if (typeof userId === "string") names.push(userId);
  if (names.length === 0) {
    throw new TypeError(
      `The data of the email "${kind}" needs a userId or an address.`,
    );
  }
  const limit = onRequest ? REQUEST_LIMIT : NOTICE_LIMIT;
  return await Promise.all(
    names.map((name) => bucket(`mail:${kind}`, name, limit)),
  );
}

/**
 * Counts an email that someone requested on a page; false when the mailbox has reached its
 * limit.
 */
export async function countEmail(
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
 * The mailbox of an address: without a tag (`ada+shop@…`, RFC 5233 §1), and for Gmail without
 * dots, which it ignores. Use it only to count emails: on some servers `ada+shop` is another
 * person.
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

/** Whether an address has a tag or ignored dots, which anyone can vary without limit. */
export function hasTag(address: string): boolean {
  const localOf = (key: string) => key.slice(0, key.lastIndexOf("@"));
  return localOf(mailboxKey(address)) !== localOf(addressKey(address));
}

/** Hashed, so that the database has no list of the addresses that were entered. */
async function bucket(
  kind: string,
  name: string,
  limit: Limit,
): Promise<Bucket> {
  return [`${kind}:${await sha256(name)}`, limit];
}
