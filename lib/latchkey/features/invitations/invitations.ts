/**
 * Invitations to sign up.
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

/**
 * Creates an invitation and returns its token, which is stored nowhere. The link to send is
 * `/auth/signup?invite=` followed by the token.
 *
 * @example
 * ```ts
 * import { createInvitation, type Services } from "@latchkey/core";
 *
 * export async function invite(services: Services, address: string) {
 *   const lifetimeSeconds = 7 * 24 * 60 * 60;
 *   return await createInvitation(services, { address, lifetimeSeconds });
 * }
 * ```
 */
export function createInvitation(
  services: Pick<Services, "store" | "now">,
  { address, lifetimeSeconds }: {
    /** The only address it is for; empty if anyone with the link can use it. */
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
 * Sign-up by invitation. The new account gets the id of the invitation, and ids are unique,
 * so an invitation creates one account at most, also under concurrent requests. An address
 * that already has an account uses it too, so that the result does not reveal the account.
 */
export const byInvitation: Admission = {
  async access(services, token, typed) {
    const found = await findInvitation(services, token);
    if (found) {
      const { subject: id, data: { address = "" } } = found;
      return { open: true, invitation: { id, token, address } };
    }
    const used = await findUsedInvitation(services, token);
    if (!used) return { open: false, why: "void" };
    return await wasUsedBy(used, typed)
      ? { open: true, invitation: { id: used.subject, token, address: typed } }
      : { open: false, why: "used" };
  },
  async consume(services, { token }, address) {
    if (await consumeInvitation(services, token, address)) return true;
    const used = await findUsedInvitation(services, token);
    return used && await wasUsedBy(used, address) ? false : null;
  },
};
