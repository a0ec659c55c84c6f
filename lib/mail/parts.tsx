/**
 * What messages are built of: plain elements without pictures or tables, so that a mail
 * program that leaves out styles still shows all of it in order.
 *
 * @module
 */
import { type ComponentChildren, h } from "preact";
import { deviceInWords } from "../accounts/device.ts";
import { timeInWords } from "./draft.ts";
import type { MailedVisit } from "./requests.ts";
import { DARK, STYLES } from "./styles.ts";

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
        <style>{DARK}</style>
      </head>
      <body style={STYLES.page}>
        <div style={STYLES.column}>
          <p class="mark" style={STYLES.mark}>Latchkey</p>
          <div class="card" style={STYLES.card}>
            <h1 style={STYLES.heading}>{subject}</h1>
            {children}
          </div>
          <p class="quiet" style={STYLES.quiet}>
            Latchkey, <a href={site} style={STYLES.link}>{site}</a>
          </p>
        </div>
      </body>
    </html>
  );
}

/** A paragraph. Made by hand: a list of children in a precompiled element is escaped twice. */
export function Line({ children }: { readonly children: ComponentChildren }) {
  return h("p", { style: STYLES.line }, children);
}

/** Greets by name, where there is one. Only for mails to a confirmed address: a name is what anybody typed. */
export function Greeting({ name }: { readonly name: string }) {
  return name === "" ? null : (
    <Line>
      Hello <bdi>{name}</bdi>,
    </Line>
  );
}

/** What the mail is for: a link like a button, in text the address on a line of its own. */
export function ActionLink(
  { href, children }: {
    readonly href: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <p style={STYLES.line}>
      <a class="action button" href={href} style={STYLES.button}>{children}</a>
    </p>
  );
}

/** Another way on beside the {@linkcode ActionLink}, less loud. */
export function OtherLink(
  { href, children }: {
    readonly href: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <p style={STYLES.line}>
      <a class="action" href={href} style={STYLES.link}>{children}</a>
    </p>
  );
}

/** Six digits, in two groups that can be read out. */
export function Code({ digits }: { readonly digits: string }) {
  return <p style={STYLES.code}>{digits.slice(0, 3)} {digits.slice(3)}</p>;
}

/** Which device, where from and when, one below the other. */
export function Visit({ words }: { readonly words: readonly string[] }) {
  const lines = words.map((line, index) =>
    index === 0 ? line : [h("br", { key: line }), line]
  );
  return h("p", { class: "visit", style: STYLES.visit }, lines);
}

/** The lines of a {@linkcode Visit}. */
export async function visitInWords(
  { userAgent, client, at }: MailedVisit,
): Promise<string[]> {
  const device = await deviceInWords(userAgent);
  return [device, ...client ? [`from ${client}`] : [], timeInWords(at)];
}

/** The way out for whoever did not do what the mail tells. */
export function NotMe({ href, keeps = "" }: {
  readonly href: string;
  /** What it saves beside all else, such as "keeps the account, ". */
  readonly keeps?: string;
}) {
  return (
    <>
      <Line>
        If it was you, there is nothing to do. If not, open this and press the
        button there: it{" "}
        {keeps}signs everybody out, makes the present password useless and lets
        you set a new one.
      </Line>
      <ActionLink href={href}>This wasn’t me</ActionLink>
    </>
  );
}
