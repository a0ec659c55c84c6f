/**
 * What messages are built of: plain elements without pictures or tables, so that a mail
 * program that leaves out styles still shows all of it in order.
 *
 * @module
 */
import { type ComponentChildren, createContext, h, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { shownAddress } from "./shown_address.ts";
import { fill } from "../i18n/fill.ts";
import type { Language, Messages } from "../i18n/messages.ts";
import {
  EMAIL_COLORS,
  type EmailColors,
  type EmailStyles,
  emailStyles,
} from "./styles.ts";

/** The styles of the email that a part is in. */
const Styles = createContext<EmailStyles>(emailStyles(EMAIL_COLORS));

/**
 * The whole document. Its language and direction stand in its content too, since many
 * mail programs take that out of the document and show it in one of their own.
 */
export function MessageLayout(
  { subject, language, siteName, colors, origin, children }: {
    readonly subject: string;
    readonly language: Pick<Language, "code" | "direction">;
    readonly siteName: string;
    readonly colors: EmailColors;
    /** Where the site is. */
    readonly origin: string;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  const styles = emailStyles(colors);
  return (
    <html lang={language.code} dir={language.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{styles.dark}</style>
      </head>
      <body style={styles.page}>
        <div
          lang={language.code}
          dir={language.direction}
          style={styles.column}
        >
          <p class="mark" style={styles.mark}>{siteName}</p>
          <div class="card" style={styles.card}>
            <h1 style={styles.heading}>{subject}</h1>
            <Styles.Provider value={styles}>{children}</Styles.Provider>
          </div>
          <p class="quiet" style={styles.quiet}>
            {siteName}, <a href={origin} style={styles.link}>{origin}</a>
          </p>
        </div>
      </body>
    </html>
  );
}

/** A paragraph. Made by hand: a list of children in a precompiled element is escaped twice. */
export function Line(
  { children }: { readonly children: ComponentChildren },
): JSX.Element {
  return h("p", { style: useContext(Styles).line }, children);
}

/** A paragraph with an address, and maybe a time. An address stays in order within whatever is written around it. */
export function Sentence({ text, address, time }: {
  /** With the placeholder `{address}`, and `{time}` for a time. */
  readonly text: string;
  readonly address: string;
  readonly time?: string;
}): JSX.Element {
  const shown = <bdi>{shownAddress(address)}</bdi>;
  return <Line>{fill(text, { address: shown, time })}</Line>;
}

/** Greets by name, where there is one. Only for mails to a confirmed address: a name is what anybody typed. */
export function Greeting({ name, messages }: {
  readonly name: string;
  readonly messages: Pick<Messages["mails"], "greeting">;
}): JSX.Element | null {
  return name === ""
    ? null
    : <Line>{fill(messages.greeting, { name: <bdi>{name}</bdi> })}</Line>;
}

/** What the mail is for: a link like a button, in text the address on a line of its own. */
export function ActionLink(
  { href, children }: {
    readonly href: string;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <p style={useContext(Styles).line}>
      <a class="action button" href={href} style={useContext(Styles).button}>
        {children}
      </a>
    </p>
  );
}

/** Another way on beside the {@linkcode ActionLink}, less loud. */
export function OtherLink(
  { href, children }: {
    readonly href: string;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <p style={useContext(Styles).line}>
      <a class="action" href={href} style={useContext(Styles).link}>
        {children}
      </a>
    </p>
  );
}

/** Six digits, in two groups that can be read out. */
export function Code({ digits }: { readonly digits: string }): JSX.Element {
  return (
    <p class="details" style={useContext(Styles).code}>
      <bdi dir="ltr">{digits.slice(0, 3)} {digits.slice(3)}</bdi>
    </p>
  );
}

/** Which device, where from and when, one below the other. */
export function ClientDetails(
  { lines }: { readonly lines: readonly ComponentChildren[] },
): JSX.Element {
  const parts = lines.map((line, index) =>
    index === 0 ? line : [h("br", { key: index }), line]
  );
  return h("p", { class: "details", style: useContext(Styles).details }, parts);
}

/** What an email with one link says. */
export interface LinkMessages {
  readonly subject: string;
  /** Says what was requested, with the placeholder `{address}`. */
  readonly told: string;
  readonly action: string;
  /** When the link expires, and what to do if the reader did not request it. */
  readonly note: string;
}

/** The body of an email with one link: what was requested, the link, and a note. */
export function LinkBody({ address, href, messages: { told, action, note } }: {
  readonly address: string;
  readonly href: string;
  readonly messages: LinkMessages;
}): JSX.Element {
  return (
    <>
      <Sentence text={told} address={address} />
      <ActionLink href={href}>{action}</ActionLink>
      <Line>{note}</Line>
    </>
  );
}
