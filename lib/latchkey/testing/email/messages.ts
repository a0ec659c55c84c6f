/** @module */
import type { Email, EmailData } from "../../email/define_email.ts";
import type { Message } from "../../email/transport.ts";
import type { TestServices } from "../services.ts";

/** The client and time that emails mention. */
export const NOTICE_CLIENT = {
  userAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  client: "192.0.2.x",
  at: Date.UTC(2030, 0, 1, 9, 5),
};

/** An email and its data: the parameters of a mailer's `send`. */
export type MailRequest = readonly [email: Email, data: EmailData];

/** Creates a {@linkcode MailRequest} whose data fits its email. */
export function requestFor<Data extends EmailData>(
  email: Email<Data>,
  data: NoInfer<Data>,
): MailRequest {
  return [email, data];
}

/** Sends an email and returns the message that arrived, or null. */
export async function ask(
  { mail, mailbox }: TestServices,
  [email, data]: MailRequest,
): Promise<Message | null> {
  const before = mailbox.messages().length;
  await mail.send(email, data);
  await mail.settled();
  const [newest = null] = mailbox.messages();
  return mailbox.messages().length > before ? newest : null;
}

/** The token in a link. */
export function tokenIn(link: string): string {
  return new URL(link, "http://localhost").searchParams.get("token") ?? "";
}

/**
 * The path and query of the only link with a token in an email, apart from the one to secure
 * the account.
 *
 * @throws {Error} when there is no such link, or more than one.
 *
 * @example
 * ```ts
 * import type { Message } from "@latchkey/core/email";
 * import { linkIn } from "@latchkey/core/testing";
 *
 * const openLink = (mail: Message) => fetch(new URL(linkIn(mail), "http://localhost:8000"));
 * ```
 */
export function linkIn({ text }: Message): string {
  const [link, ...others] = linksIn(text).filter((path) =>
    path.includes("token=") && !path.startsWith("/auth/secure-account")
  );
  if (!link || others.length > 0) {
    throw new Error("The email does not have exactly one link.");
  }
  return link;
}

/**
 * The path and query of the link to secure the account ("This wasn't me").
 *
 * @throws {Error} when there is no such link.
 *
 * @example
 * ```ts
 * import type { Message } from "@latchkey/core/email";
 * import { secureAccountLinkIn } from "@latchkey/core/testing";
 *
 * const pathOf = (mail: Message) => secureAccountLinkIn(mail).split("?")[0];
 * ```
 */
export function secureAccountLinkIn({ text }: Message): string {
  const link = linksIn(text).find((path) =>
    path.startsWith("/auth/secure-account")
  );
  if (!link) throw new Error("The email has no link to secure the account.");
  return link;
}

/**
 * The six-digit code in an email, without the space.
 *
 * @throws {Error} when there is none.
 *
 * @example
 * ```ts
 * import type { Message } from "@latchkey/core/email";
 * import { codeIn } from "@latchkey/core/testing";
 *
 * const fieldsFor = (mail: Message) => ({ code: codeIn(mail) });
 * ```
 */
export function codeIn({ text }: Message): string {
  const code = text.match(/\b\d{3} ?\d{3}\b/)?.[0];
  if (!code) throw new Error("The email has no code.");
  return code.replace(" ", "");
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)]
    .map(([, path]) => path);
}
