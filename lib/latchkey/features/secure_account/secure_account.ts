/**
 * "This wasn't me": the owner of an account secures it against an intruder.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import {
  addressChangedEmail,
  addressRestoredEmail,
} from "../email_change/emails.tsx";
import {
  consumeFound,
  findToken,
  issueToken,
  revokeTokens,
  TOKEN_SECONDS,
} from "../tokens/one_time_tokens.ts";
import { ownerConfirmed } from "../second_factor/owner_confirmed.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { undoFactors, undoSince } from "./undo_factors.ts";

/** What a link does, beyond ending all sessions and making the password unusable. */
export interface AccountToSecure {
  /** The address it restores; null if the account keeps its current one. */
  readonly formerAddress: string | null;
}

/** Tokens that an intruder may have requested. Links that undo a change of address stay valid. */
const REVOKED_PURPOSES = [
  "recover",
  "login_link",
  "pending_login",
  "verify",
  "change_address",
] as const;

/**
 * Tells what a "This wasn't me" link would do, without using it. Returns null if it no
 * longer works.
 *
 * @example
 * ```ts
 * import { findAccountToSecure, type Services } from "@latchkey/core";
 *
 * export async function preview(services: Services, token: string) {
 *   const found = await findAccountToSecure(services, token);
 *   return found?.formerAddress ?? "The address stays the same.";
 * }
 * ```
 */
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
 * Secures an account against an intruder. Ends every session, forgets every known device,
 * makes the password unusable, revokes links that log in or change the address, cancels a
 * deletion, undoes changes of second factors since the action that the link's email told of,
 * and restores the former address if the link is for that.
 *
 * @returns A token for setting a new password, or null if the link no longer works.
 *
 * @example
 * ```ts
 * import { secureAccount, type State } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function secure(ctx: Context<State>, token: string) {
 *   const clientInfo = await clientInfoOf(ctx);
 *   const next = await secureAccount(ctx.state.services, token, clientInfo);
 *   return next && ctx.redirect(`/auth/recover/new?token=${next}`, 303);
 * }
 * ```
 */
export async function secureAccount(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<string | null> {
  const user = await secure(services, token, clientInfo) ??
    await restore(services, token, clientInfo);
  if (!user) return null;
  await revokeTokens(services, user.id, ...REVOKED_PURPOSES);
  return await issueToken(services, { purpose: "recover", user });
}

/** For a link that was sent to the account's current address. */
async function secure(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "secure_account", token);
  if (!found) return null;
  const since = await undoSince(services, found);
  await noteOwner(services, found.user, clientInfo);
  const user = await services.store.users.secure(found.user.id, {
    passwordHash: "",
    deleteAfter: null,
  });
  if (!user) return null;
  await undoFactors(services, user.id, since);
  if (!await consumeFound(services, found)) return null;
  await recordActivity(services, user, "secure_account", clientInfo);
  return user;
}

/**
 * For a link that was sent to a former address. Restoring it discards all later addresses
 * and the links sent to them, so it does not matter what was done with those.
 */
async function restore(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "undo_address", token);
  if (!found) return null;
  const since = await undoSince(services, found);
  await noteOwner(services, found.user, clientInfo);
  const now = services.now();
  const user = await services.store.users.restoreAddress(
    found.user.id,
    found.token.addressKey,
    { passwordHash: "", deleteAfter: null, verifiedAt: now },
    now,
  );
  if (user) await undoFactors(services, user.id, since);
  await consumeFound(services, found);
  if (!user) return null;
  await recordActivity(services, user, "address_restored", clientInfo);
  await services.mail.send(addressRestoredEmail, {
    userId: user.id,
    displacedAddress: found.user.address,
    at: now,
  });
  await notifyFormerAddresses(services, user);
  return user;
}

/** Tells features first: if this is interrupted, the link still works and is used again. */
async function noteOwner(
  services: Services,
  { id: userId }: User,
  clientInfo: ClientInfo,
): Promise<void> {
  await ownerConfirmed(services, { userId, by: "secure_account", clientInfo });
}

/** Notifies still older addresses, which can still be restored. */
async function notifyFormerAddresses(
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
