/**
 * What messages are built of. Plain enough for a mail program of any age, without
 * pictures or tables; colours are the reader's own, light or dark.
 *
 * @module
 */
import { type ComponentChildren, h } from "preact";
import { deviceInWords } from "../accounts/device.ts";
import { timeInWords } from "./draft.ts";
import type { MailedVisit } from "./requests.ts";

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const LINE = "margin:0 0 16px;line-height:1.5";
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#2456c7;color:#ffffff;font-weight:600;text-decoration:none";
const CODE =
  "margin:0 0 16px;font-size:28px;font-weight:600;letter-spacing:4px;font-family:ui-monospace,Menlo,Consolas,monospace";
const QUIET =
  "margin:32px 0 0;padding-top:16px;border-top:1px solid #8886;font-size:13px;line-height:1.5";

/** The whole document. */
export function Mail({ subject, site, children }: {
  readonly subject: string;
  /** The site's origin. */
  readonly site: string;
  readonly children: ComponentChildren;
}) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
      </head>
      <body
        style={`margin:0 auto;padding:24px;max-width:560px;font-size:16px;color-scheme:light dark;${FONT}`}
      >
        <h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">
          {subject}
        </h1>
        {children}
        <p style={QUIET}>
          Latchkey, <a href={site}>{site}</a>
        </p>
      </body>
    </html>
  );
}

/** A paragraph. Made by hand: a list of children in a precompiled element is escaped twice. */
export function Line({ children }: { readonly children: ComponentChildren }) {
  return h("p", { style: LINE }, children);
}

/** Greets by name, where there is one. Only for mails to a confirmed address: a name is what anybody typed. */
export function Greeting({ name }: { readonly name: string }) {
  return name === "" ? null : <Line>Hello {name},</Line>;
}

/** What the mail is for: a link like a button, in text the address on a line of its own. */
export function ActionLink(
  { href, children }: {
    readonly href: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <p style={LINE}>
      <a class="action" href={href} style={BUTTON}>{children}</a>
    </p>
  );
}

/** Six digits, in two groups that can be read out. */
export function Code({ digits }: { readonly digits: string }) {
  return <p style={CODE}>{digits.slice(0, 3)} {digits.slice(3)}</p>;
}

/** Which device, where from and when, one below the other. */
export function Visit({ words }: { readonly words: readonly string[] }) {
  return (
    <Line>
      {words.map((line, index) =>
        index === 0 ? line : [h("br", { key: line }), line]
      )}
    </Line>
  );
}

/** The lines of a {@linkcode Visit}. */
export async function visitInWords(
  { userAgent, client, at }: MailedVisit,
): Promise<string[]> {
  const device = await deviceInWords(userAgent);
  return [device, ...client ? [`from ${client}`] : [], timeInWords(at)];
}

/** The way out for whoever did not do what the mail tells. */
export function NotMe({ href }: { readonly href: string }) {
  return (
    <>
      <Line>
        If it was you, there is nothing to do. If not, press the button that
        this leads to: it signs everybody out, makes the present password
        useless and lets you set a new one.
      </Line>
      <ActionLink href={href}>This wasn’t me</ActionLink>
    </>
  );
}
