/**
 * Whether every mail arrived.
 *
 * @module
 */
import { type ArrivedMail, LEASE_MS } from "@latchkey/core/testing";
import { Broken, type Person } from "./person.ts";

/**
 * Counts what arrived against what people were promised: a mail may come twice, once more
 * for each time that it belonged to a process that was killed, and never not at all.
 * Copies have one `Message-ID`.
 *
 * @param lastedMs how long the crash test took: a mail belongs to the next process when the
 * lease of the last one is over.
 * @throws {Broken}
 */
export function checkMails(
  arrived: readonly ArrivedMail[],
  people: readonly Person[],
  lastedMs: number,
): { readonly mails: number; readonly copies: number } {
  const most = 2 + Math.floor(lastedMs / LEASE_MS);
  const byId = Map.groupBy(arrived, ({ messageId }) => messageId);
  for (const [messageId, { length, 0: mail }] of byId) {
    if (length > most) {
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
