/**
 * Parses `MAIL_FROM`, the sender of emails.
 *
 * @module
 */

/** A mailbox with its display name, which may be empty. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** Parses `Name <address>`, `"Name" <address>` or an address; null for anything else. */
export function parseSender(text: string): Sender | null {
  if (/\p{C}/u.test(text)) return null;
  const [, quoted, bare, bracketed, alone] =
    /^(?:(?:"([^"]*)"|([^"<>@]*?)) *<([^<>\s@]+@[^<>\s@,;]+)>|([^<>"\s@,;]+@[^<>\s@,;]+))$/
      .exec(text) ?? [];
  const address = bracketed ?? alone;
  if (address === undefined) return null;
  return { name: (quoted ?? bare ?? "").trim(), address };
}

/** The part after the `@`. */
export function domainOf({ address }: Sender): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
