/**
 * What commands look at in the queue of mails.
 *
 * @module
 */
import { shownAddress } from "../shown_address.ts";
import { LEASE_MS } from "../delivery.ts";
import type { QueuedMail } from "../queued_mail.ts";
import type { CliServices } from "../../cli/command.ts";

/** Every mail that waits or was given up, the oldest first. */
export async function allMails(
  { store }: Pick<CliServices, "store">,
): Promise<readonly QueuedMail[]> {
  const mails: QueuedMail[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.mailQueue.list({ limit: 100, cursor });
    mails.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return mails.sort((a, b) => a.createdAt - b.createdAt);
}

/** How a mail stands. One that is on its way at this moment looks like one that waits. */
export function stateOf(
  { dueAt, attempts }: QueuedMail,
  now: number,
): "given up" | "waiting" | "due" | "new" {
  if (dueAt === null) return "given up";
  if (dueAt > now) return "waiting";
  return attempts === 0 ? "new" : "due";
}

/** Whether a server may be sending it at this moment, or soon will: then it is better left alone. */
export function isInHand({ dueAt }: QueuedMail, now: number): boolean {
  return dueAt !== null && dueAt <= now + LEASE_MS;
}

/** Whom a mail is for, without showing the whole address: `a…@example.com`, or the account's id. */
export function recipientOf({ data, userId }: QueuedMail): string {
  const address = data.address ?? data.newAddress ?? data.oldAddress;
  if (typeof address !== "string") return userId;
  const at = address.lastIndexOf("@");
  const [first = ""] = address;
  return `${first}…${at < 0 ? "" : shownAddress(address).slice(at)}`;
}
