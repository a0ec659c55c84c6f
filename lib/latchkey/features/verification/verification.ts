/**
 * Confirming that a person receives emails at their account's address.
 *
 * @module
 */
import { isGone } from "../account/account_status.ts";
import { recordActivity } from "../activity/activity.ts";
import {
  consumeFound,
  consumeToken,
  findToken,
  issueToken,
} from "../tokens/one_time_tokens.ts";
import { claimAccount } from "./claim_account.ts";
import { verificationEmail } from "./emails.tsx";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";

/** Where a confirmation comes from. */
export interface ConfirmationSource {
  /** The browser's binding, as `boundBrowser` returns it; empty if it has none. */
  readonly browser: string;
  /** The id of the account that is logged in there; null if none is. */
  readonly loggedInAs: string | null;
  readonly clientInfo: ClientInfo;
}

/** An account that an emailed link confirms. */
export interface Confirmation {
  readonly user: User;
  /**
   * Whether the browser requested the email or is logged in to the account. If not, the
   * email is not enough: a stranger may have signed up with someone else's address and a
   * known password, and be waiting for its owner to confirm it (A. Sudhodanan and A.
   * Paverd, "Pre-hijacked accounts", USENIX Security 2022).
   */
  readonly own: boolean;
}

/** A request for another confirmation email. */
export interface VerificationRequest {
  readonly userId: string;
  /** The browser's binding, as `bindBrowser` returns it. */
  readonly browser: string;
  /** The language tag of the page. */
  readonly language: string;
}

/**
 * Sends another email with a link and a code that confirm an account's address. Sends
 * nothing if it is already confirmed.
 *
 * @example
 * ```ts
 * import { type LoggedInState, requestVerification } from "@latchkey/core";
 *
 * export async function resend(state: LoggedInState, browser: string) {
 *   const { services, user, language: { code: language } } = state;
 *   await requestVerification(services, { userId: user.id, browser, language });
 * }
 * ```
 */
export async function requestVerification(
  { mail }: Pick<Services, "mail">,
  request: VerificationRequest,
): Promise<void> {
  await mail.send(verificationEmail, request);
}

/**
 * Finds the account that an emailed link would confirm, without using the link. Returns
 * null if it no longer works.
 *
 * @example
 * ```ts
 * import { findConfirmation, type State } from "@latchkey/core";
 * import { boundBrowser, clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function preview(ctx: Context<State>, token: string) {
 *   return await findConfirmation(ctx.state.services, token, {
 *     browser: await boundBrowser(ctx),
 *     loggedInAs: ctx.state.user?.id ?? null,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * }
 * ```
 */
export async function findConfirmation(
  services: Services,
  token: string,
  from: ConfirmationSource,
): Promise<Confirmation | null> {
  const found = await findToken(services, "verify", token);
  if (found?.user.verifiedAt !== null) return null;
  const { user, token: { data } } = found;
  const isRequestedHere = from.browser !== "" && data.browser === from.browser;
  return { user, own: isRequestedHere || from.loggedInAs === user.id };
}

/**
 * Confirms an address by an emailed link. Returns the account, or null if the link no
 * longer works. Call it only after {@linkcode findConfirmation} returned `own`, or after
 * the password was entered. The link is consumed last, so that it survives a database
 * failure.
 *
 * @example
 * ```ts
 * import { confirmByLink, type State } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function confirm(ctx: Context<State>, token: string) {
 *   const clientInfo = await clientInfoOf(ctx);
 *   const user = await confirmByLink(ctx.state.services, token, clientInfo);
 *   return user !== null;
 * }
 * ```
 */
export async function confirmByLink(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "verify", token);
  if (!found) return null;
  const user = await markConfirmed(services, found.user);
  if (!user || !await consumeFound(services, found)) return null;
  // Of two concurrent clicks, one may confirm the address and the other consume the link.
  await recordConfirmed(services, user, clientInfo);
  return user;
}

/**
 * Gives an account to a person who receives emails at its address but has neither its
 * password nor its passkey. Ends every session, removes passkeys, other factors and linked logins,
 * revokes links requested with the old password, and clears the name and profile.
 *
 * @param from.language The language tag of the page.
 * @returns A token for setting a new password, or null if the link no longer works.
 *
 * @example
 * ```ts
 * import { claimByLink, type State } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function claim(ctx: Context<State>, token: string) {
 *   const { services, language: { code: language } } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   const next = await claimByLink(services, token, { clientInfo, language });
 *   return next && ctx.redirect(`/auth/recover/new?token=${next}`, 303);
 * }
 * ```
 */
export async function claimByLink(
  services: Services,
  token: string,
  { clientInfo, language }: {
    readonly clientInfo: ClientInfo;
    readonly language: string;
  },
): Promise<string | null> {
  const used = await consumeToken(services, "verify", token);
  if (!used) return null;
  const { id } = used.user;
  const user = await claimAccount(services, id, { clientInfo, language });
  return user && await issueToken(services, { purpose: "recover", user });
}

/** Confirms the address and records it. Returns null if the account is gone. */
export async function confirm(
  services: Services,
  user: User,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const confirmed = await markConfirmed(services, user);
  if (confirmed && confirmed !== user) {
    await recordConfirmed(services, confirmed, clientInfo);
  }
  return confirmed;
}

/** Confirms the address. Returns the same object if it already was, and null if the account is gone. */
async function markConfirmed(
  { store, now }: Services,
  user: User,
): Promise<User | null> {
  if (user.verifiedAt !== null) return user;
  const confirmed = await store.users.update(user.id, { verifiedAt: now() });
  // Its grace period may have ended, so it is about to be removed.
  return confirmed && !isGone(confirmed, now()) ? confirmed : null;
}

function recordConfirmed(
  services: Services,
  user: User,
  clientInfo: ClientInfo,
) {
  return recordActivity(services, user, "address_verified", clientInfo);
}
