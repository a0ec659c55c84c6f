/**
 * Changing the address of an account: requested, then confirmed from the new address.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import { addressKey } from "../../email/address.ts";
import { addressChangedEmail, newAddressEmail } from "./emails.tsx";
import {
  consumeFound,
  findToken,
  type FoundToken,
  revokeTokens,
  TOKEN_SECONDS,
} from "../tokens/one_time_tokens.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { inLiveSession, SessionEnded } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";

/** A requested change of address. */
export interface EmailChange {
  readonly user: User;
  /** The new address in canonical form. */
  readonly address: string;
}

/** `taken`: another account has the address. `void`: the link is invalid, expired or used. */
export type EmailChangeResult = "changed" | "taken" | "void";

/** Tokens that were sent to or requested for the previous address. */
const REVOKED_PURPOSES = ["verify", "recover", "login_link"] as const;

/**
 * Emails the new address a link that confirms the change. If another account has the
 * address, the result and timing are the same and its owner is notified instead.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { type LoggedInState, requestEmailChange } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<LoggedInState>) {
 *   const { services, session, language } = ctx.state;
 *   await requestEmailChange(services, session, {
 *     newAddress: "ada@example.org",
 *     language: language.code,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 *   return ctx.redirect("/account", 303);
 * }
 * ```
 */
export async function requestEmailChange(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { newAddress, language, clientInfo }: {
    readonly newAddress: string;
    /** The language tag of the page. */
    readonly language: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<void> {
  const { userId } = session;
  const user = await services.store.users.byId(userId);
  if (!user) throw new SessionEnded();
  const email = await services.mail.prepare(newAddressEmail, {
    userId,
    newAddress,
    credentialEpoch: user.credentialEpoch,
    language,
  });
  await inLiveSession(services, session, async (db) => await email?.queue(db));
  email?.leave();
  await recordActivity(services, user, "address_change_asked", clientInfo);
}

/**
 * Finds the change that an emailed link would make, without using the link. Returns null if
 * it no longer works.
 *
 * @example
 * ```ts
 * import { findEmailChange, type Services } from "@latchkey/core";
 *
 * export async function newAddress(services: Services, token: string) {
 *   return (await findEmailChange(services, token))?.address;
 * }
 * ```
 */
export async function findEmailChange(
  services: Services,
  token: string,
): Promise<EmailChange | null> {
  return changeOf(await findToken(services, "change_address", token));
}

/**
 * Changes the address of an account by an emailed link. A confirmed previous address stays
 * reserved for seven days and is sent a link to undo the change. Sessions continue, because
 * the password is the same.
 *
 * @example
 * ```ts
 * import { changeAddress, type State } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function confirm(ctx: Context<State>, token: string) {
 *   const clientInfo = await clientInfoOf(ctx);
 *   const result = await changeAddress(ctx.state.services, token, clientInfo);
 *   return result === "changed";
 * }
 * ```
 */
export async function changeAddress(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<EmailChangeResult> {
  const found = await findToken(services, "change_address", token);
  const change = changeOf(found);
  if (!found || !change) return "void";
  const { user: before, address } = change;
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
  await consumeFound(services, found);
  if (outcome === "gone") return "void";
  if (outcome === "changed") {
    await notifyAndRevoke(services, before, keptUntil, clientInfo);
  }
  return outcome;
}

/** Notifies the previous address and revokes what was sent there. */
async function notifyAndRevoke(
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
  await revokeTokens(services, before.id, ...REVOKED_PURPOSES);
}

/** Voids a link that was requested before the password changed: an intruder may have requested it. */
function changeOf(found: FoundToken | null): EmailChange | null {
  if (!found) return null;
  const { user, token: { data } } = found;
  return data.address && data.credentialEpoch === String(user.credentialEpoch)
    ? { user, address: data.address }
    : null;
}
