/**
 * Components of emails: plain elements without images or tables, so that an email program
 * without styles still shows everything in order.
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

/** The styles of the current email. */
const Styles = createContext<EmailStyles>(emailStyles(EMAIL_COLORS));

/**
 * The whole document. Language and direction are repeated on its content, because many email
 * programs show only the content, in a document of their own.
 */
export function MessageLayout(
  { subject, language, siteName, colors, origin, children }: {
    readonly subject: string;
    readonly language: Pick<Language, "code" | "direction">;
    readonly siteName: string;
    readonly colors: EmailColors;
    /** The origin of the site. */
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

/**
 * A paragraph of an email's body. Escapes text. Needs the layout of emails around it for its styles.
 *
 * @example
 * ```tsx
 * import { Line } from "@latchkey/core/email";
 *
 * const body = () => <Line>The book "{"Emma"}" is due.</Line>;
 * ```
 */
export function Line(
  { children }: { readonly children: ComponentChildren },
): JSX.Element {
  // A list of children in a precompiled element would be escaped twice.
  return h("p", { style: useContext(Styles).line }, children);
}

/**
 * A paragraph with an address and optionally a time. The address is isolated from the direction
 * of the text around it.
 */
export function Sentence({ text, address, time }: {
  /** With the placeholders `{address}` and, for a time, `{time}`. */
  readonly text: string;
  readonly address: string;
  readonly time?: string;
}): JSX.Element {
  const isolated = <bdi>{shownAddress(address)}</bdi>;
  return <Line>{fill(text, { address: isolated, time })}</Line>;
}

/**
 * A greeting by name, if there is one. Use it only for emails to a verified address: before
 * that, anyone may have entered the name.
 */
export function Greeting({ name, messages }: {
  readonly name: string;
  readonly messages: Pick<Messages["mails"], "greeting">;
}): JSX.Element | null {
  return name === ""
    ? null
    : <Line>{fill(messages.greeting, { name: <bdi>{name}</bdi> })}</Line>;
}

/**
 * The email's main link, styled as a button. In the text version its URL is on its own line.
 */
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

/** A secondary link beside the {@linkcode ActionLink}. */
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

/** A six-digit code, in two groups. */
export function Code({ digits }: { readonly digits: string }): JSX.Element {
  return (
    <p class="details" style={useContext(Styles).code}>
      <bdi dir="ltr">{digits.slice(0, 3)} {digits.slice(3)}</bdi>
    </p>
  );
}

/** Device, network and time, one per line. */
export function ClientDetails(
  { lines }: { readonly lines: readonly ComponentChildren[] },
): JSX.Element {
  const parts = lines.map((line, index) =>
    index === 0 ? line : [h("br", { key: index }), line]
  );
  return h("p", { class: "details", style: useContext(Styles).details }, parts);
}

/** The messages of an email with one link. */
export interface LinkMessages {
  readonly subject: string;
  /** Says what was requested, with the placeholder `{address}`. */
  readonly body: string;
  readonly action: string;
  /** When the link expires, and what to do if the reader did not request it. */
  readonly note: string;
}

/** The body of an email with one link: what was requested, the link, and a note. */
export function LinkBody({ address, href, messages: { body, action, note } }: {
  readonly address: string;
  readonly href: string;
  readonly messages: LinkMessages;
}): JSX.Element {
  return (
    <>
      <Sentence text={body} address={address} />
      <ActionLink href={href}>{action}</ActionLink>
      <Line>{note}</Line>
    </>
  );
}
