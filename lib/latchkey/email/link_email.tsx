/** @module */
import type { Language } from "../i18n/words.ts";
import type { Draft } from "./mail_context.ts";
import { ActionLink, Line, Told } from "./parts.tsx";

/** What a mail with one link says. */
export interface LinkMailWords {
  readonly subject: string;
  /** Says what was asked for, with a hole for the address. */
  readonly told: string;
  readonly action: string;
  /** How long the link holds, and what to do if nobody asked for it. */
  readonly note: string;
}

/** A mail with one link: what was asked for, the link, and a note. */
export function linkMail(
  to: string,
  language: Language,
  { subject, told, action, note }: LinkMailWords,
  href: string,
): Draft {
  return {
    to,
    language,
    subject,
    body: (
      <>
        <Told sentence={told} address={to} />
        <ActionLink href={href}>{action}</ActionLink>
        <Line>{note}</Line>
      </>
    ),
  };
}
