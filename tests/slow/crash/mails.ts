/**
 * Whether every email arrived.
 *
 * @module
 */
import { type ArrivedMail, LEASE_MS } from "@latchkey/core/testing";
import { Broken, type Person } from "./person.ts";

/**
 * Compares the emails that arrived with those promised: an email may arrive
 * once more for each killed process that had claimed it, but never not at all.
 * Copies share a `Message-ID`.
 *
 * @param lastedMs how long the crash test took: another process takes over an
 * email when its claim expires. @throws {Broken}
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
          `${address} got ${found} of ${expected} mails "${subject}", and ${
            [...kinds.keys()].filter((kind) => kind.startsWith(`${address} `))
              .join(", ")
          }`,
        );
      }
    }
  }
  return { mails: byId.size, copies: arrived.length - byId.size };
}
