/**
 * The tokens of invitations.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { OneTimeToken } from "../tokens/token.ts";
import { addressKey } from "../../email/address.ts";
import { readToken } from "../tokens/one_time_tokens.ts";
import { sha256 } from "../../crypto/sha256.ts";

/** What they need. */
type TokenServices = Pick<Services, "store" | "now">;

/** Looks at an invitation without using it up; null when it does not hold. */
export async function findInvitation(
  services: TokenServices,
  text: string,
): Promise<OneTimeToken | null> {
  return await readToken(services, "invite", text);
}

/**
 * Uses an invitation up, and keeps a note of the address that was entered with it, hashed:
 * by it a second click can be told from a second person. Of two at once one gets the
 * invitation, and the other null.
 */
export async function consumeInvitation(
  services: TokenServices,
  text: string,
  address: string,
): Promise<OneTimeToken | null> {
  const found = await findInvitation(services, text);
  return found && await services.store.oneTimeTokens.consume(found.hash, {
    ...found,
    hash: await sha256(await noteOf(text)),
    purpose: "used_invite",
    scope: "used_invite",
    data: { enteredBy: await sha256(addressKey(address)) },
  });
}

/** The note of an invitation that was used; null when it was not, or does not hold any more. */
export async function findUsedInvitation(
  services: TokenServices,
  text: string,
): Promise<OneTimeToken | null> {
  return await readToken(services, "used_invite", await noteOf(text));
}

/** Whether the note is of this address. */
export async function wasUsedBy(
  { data }: Pick<OneTimeToken, "data">,
  address: string,
): Promise<boolean> {
  return data.enteredBy === await sha256(addressKey(address));
}

/** Another text of a token's length, which nobody knows who has not the invitation's. */
async function noteOf(text: string): Promise<string> {
  return (await sha256(`used\n${text}`)).slice(0, 43);
}
