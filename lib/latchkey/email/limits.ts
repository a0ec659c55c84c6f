/**
 * How many emails a person can be made to get.
 *
 * @module
 */
import { addressKey } from "./address.ts";
import {
  isLive,
  type TokenPurpose,
} from "../features/tokens/one_time_tokens.ts";
import { sha256 } from "../crypto/sha256.ts";
import { securityNotes } from "../telemetry/security_events.ts";
import type { Services } from "../services.ts";
import type { Bucket, Limit } from "../limits/buckets.ts";
import type { User } from "../features/account/user.ts";
import type { MailKind, MailRequest } from "./requests.ts";

/**
 * Emails to one mailbox that anybody can cause by typing an address, of all kinds
 * together: 12 at once, then three an hour.
 */
export const MAILBOX_LIMIT: Limit = { burst: 12, refillSeconds: 1200 };

/**
 * Beside those, links and codes to get into an account where no earlier one works any more,
 * so that a stranger who used up the others locks nobody out: 10 at once, then six an hour.
 * A stranger causes one when the last expires: five an hour.
 */
export const WAY_IN_LIMIT: Limit = { burst: 10, refillSeconds: 600 };

/** Notices of one kind to one account: 6 at once, then one each ten minutes. They count apart: no stranger can use them up. */
export const NOTICE_LIMIT: Limit = { burst: 6, refillSeconds: 600 };

/**
 * Requests of one kind for one address that come into the queue: 100 at once, then one a
 * second, to keep the queue short. Dropping one does no harm: a request processed within
 * the last second has sent an email if no earlier one still worked.
 */
export const REQUEST_LIMIT: Limit = { burst: 100, refillSeconds: 1 };

/** Kinds that anybody can request; they call `mayMail` when they are written. All others are notices. */
const ASKED_FOR: readonly MailKind[] = [
  "sign_up",
  "verify",
  "recover",
  "sign_in_link",
  "change_address",
];

/** Logs that an email was held back: the page that asked for it says nothing of it. */
export function noteHeldBack(
  { log }: Pick<Services, "log">,
  mail: MailKind,
  user: string | null,
): void {
  securityNotes(log)
    .note("limit_hit", { user, client: "", id: undefined, mail });
}

/** The buckets that a request is taken from on its way into the queue. */
export async function bucketsOf(request: MailRequest): Promise<Bucket[]> {
  const { kind } = request;
  const names: string[] = [];
  // Nothing names a user who is gone.
  if ("userId" in request && kind !== "sign_up") names.push(request.userId);
  if ("address" in request) names.push(addressKey(request.address));
  if ("newAddress" in request) names.push(addressKey(request.newAddress));
  const limit = ASKED_FOR.includes(kind) ? REQUEST_LIMIT : NOTICE_LIMIT;
  return await Promise.all(
    names.map((name) => bucket(`mail:${kind}`, name, limit)),
  );
}

/** A way into an account, by an email. */
export interface WayIn {
  readonly purpose: TokenPurpose;
  readonly user: User;
}

/**
 * Takes one email to a mailbox that somebody asked for on a page; false when there were
 * too many. Asked before a token is made.
 *
 * @param wayIn What the email is good for; left out when it opens nothing.
 */
export async function takeEmail(
  services: Pick<Services, "store" | "now">,
  to: string,
  wayIn?: WayIn,
): Promise<boolean> {
  const { store: { limits }, now } = services;
  const mailbox = mailboxKey(to);
  if (wayIn && await isNeeded(services, wayIn)) {
    const reserved = await bucket("mail:way-in", mailbox, WAY_IN_LIMIT);
    if ((await limits.take([reserved], now())).allowed) return true;
  }
  const shared = await bucket("mail:mailbox", mailbox, MAILBOX_LIMIT);
  return (await limits.take([shared], now())).allowed;
}

/**
 * Whether no earlier email works. Of addresses that differ by a tag anybody can make up as
 * many as they like, so an account at one counts only once it is confirmed.
 */
async function isNeeded(
  { store, now }: Pick<Services, "store" | "now">,
  { purpose, user }: WayIn,
): Promise<boolean> {
  const localOf = (key: string) => key.slice(0, key.lastIndexOf("@"));
  const hasTag = localOf(mailboxKey(user.address)) !== localOf(user.addressKey);
  if (hasTag && user.verifiedAt === null) return false;
  const tokens = await store.oneTimeTokens.listOf(user.id);
  return !tokens.some((token) =>
    token.purpose === purpose && token.addressKey === user.addressKey &&
    isLive(token, now())
  );
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

/** Hashed: the database holds no list of addresses that were typed. */
async function bucket(
  kind: string,
  name: string,
  limit: Limit,
): Promise<Bucket> {
  return [`${kind}:${await sha256(name)}`, limit];
}
