/** @module */
import type { MailRequest } from "../../lib/latchkey/email/requests.ts";
import type { Message } from "../../lib/latchkey/email/transport.ts";
import type { TestServices } from "../auth/services.ts";

/** A visit that mails tell of. */
export const VISIT = {
  userAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  client: "192.0.2.x",
  at: Date.UTC(2030, 0, 1, 9, 5),
};

/** Asks for a mail and returns what was sent: nothing or one message. */
export async function ask(
  { mail, mailbox }: TestServices,
  request: MailRequest,
): Promise<Message | null> {
  const before = mailbox.messages().length;
  await mail.send(request);
  await mail.settled();
  const [newest = null] = mailbox.messages();
  return mailbox.messages().length > before ? newest : null;
}

/** The token that a link carries. */
export function tokenIn(link: string): string {
  return new URL(link, "http://localhost").searchParams.get("token") ?? "";
}
