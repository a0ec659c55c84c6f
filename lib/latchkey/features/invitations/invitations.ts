/**
 * Invitations: how people get an account where sign-up takes one.
 *
 * @module
 */
import {
  consumeInvitation,
  findInvitation,
  findUsedInvitation,
  wasUsedBy,
} from "./invitation_tokens.ts";
import { issueToken } from "../tokens/one_time_tokens.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { Admission, Services } from "../../services.ts";

/** Makes an invitation and returns its token, which is nowhere else. */
export function createInvitation(
  services: Pick<Services, "store" | "now">,
  { address, lifetimeSeconds }: {
    /** Empty for whoever has the link. */
    readonly address: string;
    readonly lifetimeSeconds: number;
  },
): Promise<string> {
  return issueToken(services, {
    purpose: "invite",
    subject: randomId(),
    data: { address },
    lifetimeSeconds,
  });
}

/**
 * Invitations decide who may sign up.
 *
 * An invitation's account bears the invitation's id, and the store makes no two accounts
 * of one id: so one invitation makes one account, whatever happens at once. It is used up
 * by an address that has an account already too, which must not show.
 */
export const byInvitation: Admission = {
  async access(services, token, typed) {
    const found = await findInvitation(services, token);
    if (found) {
      const { subject: id, data: { address = "" } } = found;
      return { open: true, invitation: { id, token, address } };
    }
    const note = await findUsedInvitation(services, token);
    if (!note) return { open: false, why: "void" };
    return await wasUsedBy(note, typed)
      ? { open: true, invitation: { id: note.subject, token, address: typed } }
      : { open: false, why: "used" };
  },
  async consume(services, { token }, address) {
    if (await consumeInvitation(services, token, address)) return true;
    const note = await findUsedInvitation(services, token);
    return note && await wasUsedBy(note, address) ? false : null;
  },
};
