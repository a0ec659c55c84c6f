/**
 * Who mails come from: `MAIL_FROM` taken apart.
 *
 * @module
 */

/** A mailbox with the name that stands before it, which may be empty. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** Reads `Name <address>`, `"Name" <address>` or an address alone; null for anything else. */
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
