/**
 * "This wasn't me": the owner of an account takes it back from whoever was in it.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import {
  addressChangedEmail,
  addressRestoredEmail,
} from "../email_change/emails.tsx";
import {
  findToken,
  issueToken,
  revokeTokens,
  TOKEN_SECONDS,
  useUp,
} from "../tokens/one_time_tokens.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";

/** What a mailed link will do beyond ending all sessions and making the password unusable. */
export interface AccountToSecure {
  /** The address that it will put back; null when the account keeps the one it has. */
  readonly formerAddress: string | null;
}

/** What whoever was in the account may have had mailed. Links that undo a change of address are not theirs to revoke. */
const VOID_AFTERWARDS = [
  "recover",
  "login_link",
  "verify",
  "change_address",
] as const;

/** What a link would do; null when it does nothing any more. Uses up nothing. */
export async function findAccountToSecure(
  services: Services,
  token: string,
): Promise<AccountToSecure | null> {
  if (await findToken(services, "secure_account", token)) {
    return { formerAddress: null };
  }
  const undo = await findToken(services, "undo_address", token);
  const former = undo?.user.formerAddresses
    .find(({ addressKey }) => addressKey === undo.token.addressKey);
  return former ? { formerAddress: shownAddress(former.address) } : null;
}

/**
 * Takes an account back: every session is over, no browser is known, the password opens
 * nothing, what was mailed to log in or change the address is void, the account is not
 * deleted, and a former address is put back when the link is for that.
 *
 * @returns A token by which the owner sets a new password at once; null when the link
 * does nothing any more.
 */
export async function secureAccount(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<string | null> {
  const user = await secure(services, token, clientInfo) ??
    await restore(services, token, clientInfo);
  if (!user) return null;
  for (const purpose of VOID_AFTERWARDS) {
    await revokeTokens(services, user.id, purpose);
  }
  return await issueToken(services, { purpose: "recover", user });
}

/** For who reads mail at the account's address. */
async function secure(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "secure_account", token);
  if (!found) return null;
  const user = await services.store.users.secure(found.user.id, {
    passwordHash: "",
    deleteAfter: null,
  });
  if (!user || !await useUp(services, found)) return null;
  await recordActivity(services, user, "secure_account", clientInfo);
  return user;
}

/**
 * For who reads mail at an address that the account had until lately. What the account
 * was called since, and all links that went there, mean nothing any more: so it does not
 * matter what was done with those meanwhile.
 */
async function restore(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "undo_address", token);
  if (!found) return null;
  const now = services.now();
  const user = await services.store.users.restoreAddress(
    found.user.id,
    found.token.addressKey,
    { passwordHash: "", deleteAfter: null, verifiedAt: now },
    now,
  );
  await useUp(services, found);
  if (!user) return null;
  await recordActivity(services, user, "address_restored", clientInfo);
  await services.mail.send(addressRestoredEmail, {
    userId: user.id,
    displacedAddress: found.user.address,
    at: now,
  });
  await tellOlder(services, user);
  return user;
}

/** Whoever reads mail at an address that the account had even before can still say that it is theirs. */
async function tellOlder(
  services: Services,
  { id: userId, formerAddresses }: User,
): Promise<void> {
  for (const { address: oldAddress, keptUntil } of formerAddresses) {
    if (keptUntil <= services.now()) continue;
    const at = keptUntil - TOKEN_SECONDS.undo_address * 1000;
    await services.mail.send(addressChangedEmail, {
      userId,
      oldAddress,
      keptUntil,
      at,
    });
  }
}
