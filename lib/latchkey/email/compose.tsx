/**
 * Makes the message of an email, with the tokens in it, at the moment it is sent.
 *
 * @module
 */
import { htmlToText } from "html-to-text";
import { renderToString } from "preact-render-to-string";
import * as v from "valibot";
import type { Language } from "../i18n/messages.ts";
import type { Draft, SiteEmails } from "./define_email.ts";
import type { QueuedMail } from "./queued_mail.ts";
import { logHeldBack, takeEmail } from "./limits.ts";
import { mailContext, type MailServices, originOf } from "./mail_context.ts";
import { MessageLayout } from "./parts.tsx";
import { type Message, SendFailure } from "./transport.ts";

/**
 * The message; null when there is no recipient, the reason for it is gone, or the mailbox
 * got too many.
 *
 * @throws {SendFailure} when the row cannot be read or the address cannot be one.
 */
export async function compose(
  services: MailServices,
  { byKind, accepts }: SiteEmails,
  mail: QueuedMail,
): Promise<Message | null> {
  const email = byKind.get(mail.kind);
  const read = email && v.safeParse(email.data, mail.data);
  if (!email || !read?.success) {
    throw new SendFailure("It is not known what this mail is about.", "never");
  }
  const draft = await email.write(mailContext(services), read.output);
  if (!draft || !accepts(draft.to)) return null;
  const { to, subject, language, reserve } = draft;
  if (!/^[^\s\p{C}<>@,;]+@[^\s\p{C}<>@,;]+$/u.test(to)) {
    throw new SendFailure("No mail can be sent to this address.", "never");
  }
  const { id, kind, attempts } = mail;
  // One that is tried again was counted before.
  const counts = email.onRequest && attempts <= 1;
  if (counts && !await takeEmail(services, to, reserve)) {
    logHeldBack(services, kind, reserve?.userId ?? null);
    return null;
  }
  const html = await renderHtml(services, draft);
  const text = asText(html, language);
  return { id, kind, to, subject: inOneLine(subject), text, html };
}

/** What follows a line break would be a header of its own to a careless transport (RFC 5322 §2.2). */
function inOneLine(subject: string): string {
  return subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** The message as a document of its own; the renderer escapes what people entered. */
async function renderHtml(
  { site, settings }: MailServices,
  { subject, language, body }: Draft,
): Promise<string> {
  const document = (
    <MessageLayout
      subject={subject}
      language={language}
      siteName={site.name}
      colors={site.emailColors}
      origin={originOf(settings)}
    >
      {await body()}
    </MessageLayout>
  );
  return `<!doctype html>${renderToString(document)}`;
}

/**
 * The same as text, 72 characters wide, without the heading, which repeats the subject, and
 * without the site's name at the top, which the last line repeats.
 */
function asText(
  html: string,
  { direction }: Pick<Language, "direction">,
): string {
  return htmlToText(html, {
    wordwrap: 72,
    formatters: { action, isolated },
    selectors: [
      { selector: "h1", format: "skip" },
      { selector: ".mark", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "a.action", format: "action" },
      ...direction === "rtl" ? [{ selector: "bdi", format: "isolated" }] : [],
    ],
  }) + "\n";
}

/** What html-to-text, which has no types of its own, hands to a formatter. */
interface TextBuilder {
  addInline(text: string, options?: { readonly noWordTransform: true }): void;
  addLineBreak(): void;
}

interface Element {
  readonly children: readonly unknown[];
  readonly attribs: Readonly<Record<string, string>>;
}

type Walk = (children: readonly unknown[], builder: TextBuilder) => void;

/** "Set a new password:" and below it the address, on a line of its own: mail programs make it a link. */
function action(
  { children, attribs }: Element,
  walk: Walk,
  builder: TextBuilder,
) {
  walk(children, builder);
  builder.addInline(":");
  builder.addLineBreak();
  builder.addInline(attribs.href, { noWordTransform: true });
}

/**
 * Between the marks that Unicode has for what a `bdi` is (UAX #9, FSI, LRI and PDI): in text
 * that runs from right to left, "192.0.2.x" and "123 456" would stand the wrong way around.
 */
function isolated(
  { children, attribs }: Element,
  walk: Walk,
  builder: TextBuilder,
) {
  builder.addInline(attribs.dir === "ltr" ? "\u2066" : "\u2068");
  walk(children, builder);
  builder.addInline("\u2069");
}
