/** @module */
import type { Email, EmailData } from "../../email/define_email.ts";
import type { Message } from "../../email/transport.ts";
import type { TestServices } from "../services.ts";

/** Client info as shown in emails. */
export const VISIT = {
  userAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  client: "192.0.2.x",
  at: Date.UTC(2030, 0, 1, 9, 5),
};

/** An email and its data: what a mailer's `send` accepts. */
export type MailRequest = readonly [email: Email, data: EmailData];

/** Creates a {@linkcode MailRequest} whose data fits its email. */
export function requestFor<Data extends EmailData>(
  email: Email<Data>,
  data: NoInfer<Data>,
): MailRequest {
  return [email, data];
}

/** Sends an email and returns what arrived: nothing or one message. */
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

/** Path and query of an email's only link with a token. */
export function linkIn({ text }: Message): string {
  const [link, ...others] = linksIn(text).filter((path) =>
    path.includes("token=") && !path.startsWith("/auth/secure-account")
  );
  if (!link || others.length > 0) throw new Error("that is not one link");
  return link;
}

/** The same for the "This wasn't me" link. */
export function secureAccountLinkIn({ text }: Message): string {
  const link = linksIn(text).find((path) =>
    path.startsWith("/auth/secure-account")
  );
  if (!link) throw new Error("there is no such link");
  return link;
}

/** The six digits in an email. */
export function codeIn({ text }: Message): string {
  const code = text.match(/\b\d{3} ?\d{3}\b/)?.[0];
  if (!code) throw new Error("there is no code");
  return code.replace(" ", "");
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)]
    .map(([, path]) => path);
}
