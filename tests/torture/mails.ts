/**
 * Whether every mail arrived.
 *
 * @module
 */
import type { ArrivedMail } from "../mail/mail_server.ts";
import { Broken, type Person } from "./person.ts";

/**
 * Counts what arrived against what people were promised: a mail may come twice, never
 * more often, and never not at all. Copies have one `Message-ID`.
 *
 * @throws {Broken}
 */
export function checkMails(
  arrived: readonly ArrivedMail[],
  people: readonly Person[],
): { readonly mails: number; readonly copies: number } {
  const byId = Map.groupBy(arrived, ({ messageId }) => messageId);
  for (const [messageId, { length, 0: mail }] of byId) {
    if (length > 2) {
      throw new Broken(`"${mail.subject}", ${messageId}, came ${length} times`);
    }
  }
  const kinds = Map.groupBy(
    byId.values().map(([mail]) => `${mail.recipients[0]} ${mail.subject}`),
    (kind) => kind,
  );
  for (const { address, mails } of people) {
    for (const [subject, expected] of mails) {
      const found = kinds.get(`${address} ${subject}`)?.length ?? 0;
      if (found < expected) {
        throw new Broken(
          `${address} got ${found} of ${expected} mails "${subject}"`,
        );
      }
    }
  }
  return { mails: byId.size, copies: arrived.length - byId.size };
}
