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

type TokenServices = Pick<Services, "store" | "now">;

/** Finds an invitation without using it. Returns null if it is not valid. */
export async function findInvitation(
  services: TokenServices,
  text: string,
): Promise<OneTimeToken | null> {
  return await readToken(services, "invite", text);
}

/**
 * Uses an invitation and records the hash of the address entered with it, which
 * distinguishes a double click from a second person. Of two concurrent calls, one gets
 * null.
 */
export async function consumeInvitation(
  services: TokenServices,
  text: string,
  address: string,
): Promise<OneTimeToken | null> {
  const found = await findInvitation(services, text);
  return found && await services.store.oneTimeTokens.consume(found.hash, {
    ...found,
    hash: await sha256(await recordTokenOf(text)),
    purpose: "used_invite",
    scope: "used_invite",
    data: { enteredBy: await sha256(addressKey(address)) },
  });
}

/** The record of a used invitation. Returns null if it was not used or the record has expired. */
export async function findUsedInvitation(
  services: TokenServices,
  text: string,
): Promise<OneTimeToken | null> {
  return await readToken(services, "used_invite", await recordTokenOf(text));
}

/** Whether an invitation was used with this address. */
export async function wasUsedBy(
  { data }: Pick<OneTimeToken, "data">,
  address: string,
): Promise<boolean> {
  return data.enteredBy === await sha256(addressKey(address));
}

/** The token of the record, which only someone with the invitation can derive. */
async function recordTokenOf(text: string): Promise<string> {
  return (await sha256(`used\n${text}`)).slice(0, 43);
}
