/**
 * Renders an email, including its tokens, when it is about to be sent.
 *
 * @module
 */
import { htmlToText } from "html-to-text";
import { renderToString } from "preact-render-to-string";
import * as v from "valibot";
import type { Language } from "../i18n/messages.ts";
import type { Draft, SiteEmails } from "./define_email.ts";
import type { QueuedMail } from "./queued_mail.ts";
import { countEmail, logDropped } from "./limits.ts";
import { mailContext, type MailServices, originOf } from "./mail_context.ts";
import { MessageLayout } from "./parts.tsx";
import { type Message, SendFailure } from "./transport.ts";

/**
 * Renders a message; null when there is no recipient, the reason for the email is gone, or the
 * mailbox has reached its limit.
 *
 * @throws {SendFailure} when the row or the recipient is invalid.
 */
export async function compose(
  services: MailServices,
  { byKind, accepts }: SiteEmails,
  mail: QueuedMail,
): Promise<Message | null> {
  const email = byKind.get(mail.kind);
  const read = email && v.safeParse(email.data, mail.data);
  if (!email || !read?.success) {
    throw new SendFailure(
      "The queued email is of an unknown kind or has invalid data.",
      "never",
    );
  }
  const draft = await email.write(mailContext(services), read.output);
  if (!draft || !accepts(draft.to)) return null;
  const { to, subject, language, reserve } = draft;
  if (!/^[^\s\p{C}<>@,;]+@[^\s\p{C}<>@,;]+$/u.test(to)) {
    throw new SendFailure("The recipient's address is invalid.", "never");
  }
  const { id, kind, attempts } = mail;
  // A retry was counted before.
  const counts = email.onRequest && attempts <= 1;
  if (counts && !await countEmail(services, to, reserve)) {
    logDropped(services, kind, reserve?.userId ?? null);
    return null;
  }
  const html = await renderHtml(services, draft);
  const text = asText(html, language);
  return { id, kind, to, subject: inOneLine(subject), text, html };
}

/**
 * A careless transport would turn the text after a line break into another header (RFC 5322
 * §2.2).
 */
function inOneLine(subject: string): string {
  return subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** Renders the HTML document. The renderer escapes user input. */
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
 * Renders the text version, 72 characters wide. It leaves out the heading, which repeats the
 * subject, and the site's name at the top, which the last line repeats.
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

/** The part of html-to-text, which has no types, that formatters use. */
interface TextBuilder {
  addInline(text: string, options?: { readonly noWordTransform: true }): void;
  addLineBreak(): void;
}

interface Element {
  readonly children: readonly unknown[];
  readonly attribs: Readonly<Record<string, string>>;
}

type Walk = (children: readonly unknown[], builder: TextBuilder) => void;

/**
 * Formats an action as "Set a new password:" with the URL on its own line, where email programs
 * make it a link.
 */
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
 * Formats a `bdi` with Unicode's isolates (UAX #9: FSI, LRI and PDI). Without them, "192.0.2.x"
 * and "123 456" would be reordered in right-to-left text.
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
