/**
 * Moving an account to another address: asked for, confirmed from the new one.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import { addressKey } from "../../email/address.ts";
import { addressChangedEmail, newAddressEmail } from "./emails.tsx";
import {
  findToken,
  type FoundToken,
  revokeTokens,
  TOKEN_SECONDS,
  useUp,
} from "../tokens/one_time_tokens.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";

/** An account that is to have another address. */
export interface EmailChange {
  readonly user: User;
  /** The address to be, in its canonical form. */
  readonly address: string;
}

/** How it went. `taken`: somebody else has the address by now. `void`: the link is used, too old, or none. */
export type EmailChangeResult = "changed" | "taken" | "void";

/** What was mailed to the address so far, or for it, and means nothing any more. */
const VOID_AFTER_CHANGE = ["verify", "recover", "login_link"] as const;

/**
 * Asks the person who reads mail at an address to say that the account may have it. Does
 * the same, and takes as long, when somebody has that address already: they are told by mail.
 */
export async function requestEmailChange(
  services: Services,
  userId: string,
  { newAddress, language, clientInfo }: {
    readonly newAddress: string;
    /** The tag of the language of the page. */
    readonly language: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<void> {
  const user = await services.store.users.byId(userId);
  if (!user) return;
  await services.mail.send(newAddressEmail, {
    userId,
    newAddress,
    credentialEpoch: user.credentialEpoch,
    language,
  });
  await recordActivity(services, user, "address_change_asked", clientInfo);
}

/** What a mailed link would change; null when it changes nothing any more. Uses up nothing. */
export async function findEmailChange(
  services: Services,
  token: string,
): Promise<EmailChange | null> {
  return wantedBy(await findToken(services, "change_address", token));
}

/**
 * Gives the account the address that a mailed link names. The address so far, when it
 * was confirmed, is kept for seven days and told how to undo it. Sessions go on: the
 * password is the same.
 */
export async function changeAddress(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<EmailChangeResult> {
  const found = await findToken(services, "change_address", token);
  const wanted = wantedBy(found);
  if (!found || !wanted) return "void";
  const { user: before, address } = wanted;
  const now = services.now();
  const keptUntil = before.verifiedAt === null
    ? null
    : now + TOKEN_SECONDS.undo_address * 1000;
  const outcome = await services.store.users.changeAddress(before.id, {
    from: before.addressKey,
    credentialEpoch: before.credentialEpoch,
    address,
    addressKey: addressKey(address),
    verifiedAt: now,
    keepFormerUntil: keptUntil,
  });
  await useUp(services, found);
  if (outcome === "gone") return "void";
  if (outcome === "changed") {
    await follow(services, before, keptUntil, clientInfo);
  }
  return outcome;
}

/** What follows a change: the old address is told, and what was mailed there is void. */
async function follow(
  services: Services,
  before: User,
  keptUntil: number | null,
  clientInfo: ClientInfo,
): Promise<void> {
  if (keptUntil !== null) {
    await services.mail.send(addressChangedEmail, {
      userId: before.id,
      oldAddress: before.address,
      keptUntil,
      at: services.now(),
    });
  }
  await recordActivity(services, before, "address_changed", clientInfo);
  for (const purpose of VOID_AFTER_CHANGE) {
    await revokeTokens(services, before.id, purpose);
  }
}

/**
 * A link that was asked for under a password that is no longer the account's is void:
 * it may have been asked for by whoever the password was changed against.
 */
function wantedBy(found: FoundToken | null): EmailChange | null {
  if (!found) return null;
  const { user, token: { data } } = found;
  return data.address && data.credentialEpoch === String(user.credentialEpoch)
    ? { user, address: data.address }
    : null;
}
