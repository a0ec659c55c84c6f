/**
 * Resetting a lost password by an emailed link.
 *
 * @module
 */
import { isGone, mayLogIn } from "../account/account_status.ts";
import { recordActivity } from "../activity/activity.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { passwordChangedEmail } from "../password/emails.tsx";
import { recoveryEmail } from "./emails.tsx";
import { hashThrottled } from "../password/hash_throttled.ts";
import {
  consumeToken,
  findToken,
  revokeTokens,
} from "../tokens/one_time_tokens.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { asClaimed } from "../account/profile.ts";
import { dropFactors } from "../second_factor/drop_factors.ts";

/** A new password, and where it comes from. */
export interface NewPassword {
  /** A password that `checkNewPassword` has accepted. */
  readonly password: string;
  /** The language tag of the page. */
  readonly language: string;
  readonly clientInfo: ClientInfo;
}

/** The result of a recovery. `void`: the link is invalid, expired or used. */
export type RecoveryResult =
  | { readonly reason: "recovered"; readonly user: User }
  | { readonly reason: "void" }
  | Denied;

/**
 * Emails a link to set a new password if an account has the address. That is only looked up
 * when the email is written, so the time does not reveal it.
 *
 * @param request The address as typed, and the language tag of the page.
 *
 * @example
 * ```ts
 * import { requestRecovery, type State } from "@latchkey/core";
 *
 * export const request = ({ services, language: { code } }: State) =>
 *   requestRecovery(services, { address: "ada@example.com", language: code });
 * ```
 */
export async function requestRecovery(
  { mail }: Pick<Services, "mail">,
  request: { readonly address: string; readonly language: string },
): Promise<void> {
  await mail.send(recoveryEmail, request);
}

/**
 * Finds the account whose password an emailed link would set, without using the link.
 * Returns null if it no longer works.
 *
 * @example
 * ```ts
 * import { findRecovery, type Services } from "@latchkey/core";
 *
 * export async function isValid(services: Services, token: string) {
 *   return await findRecovery(services, token) !== null;
 * }
 * ```
 */
export async function findRecovery(
  services: Services,
  token: string,
): Promise<User | null> {
  const found = await findToken(services, "recover", token);
  return found && mayLogIn(services, found.user) ? found.user : null;
}

/**
 * Sets a new password by an emailed link, ends every session and notifies the owner by
 * email. The person has proved that they receive emails at the address, so they do not
 * queue with strangers; if that was unproven before, passkeys and other factors are removed,
 * and the name and profile are cleared. The
 * password is hashed before the link is used, so that the link survives an overload. See
 * {@linkcode RecoveryResult} for failures.
 *
 * @example
 * ```ts
 * import { recover, type State } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function reset(ctx: Context<State>, token: string, password: string) {
 *   const { services, language: { code: language } } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   return await recover(services, token, { password, language, clientInfo });
 * }
 * ```
 */
export async function recover(
  services: Services,
  token: string,
  { password, language, clientInfo }: NewPassword,
): Promise<RecoveryResult> {
  const knownTo = (await findRecovery(services, token))?.addressKey ?? null;
  const hashed = await hashThrottled(services, {
    password,
    clientInfo,
    knownTo,
  });
  if (!hashed.ok) return hashed;
  const used = await consumeToken(services, "recover", token);
  const user = used && mayLogIn(services, used.user)
    ? await replacePassword(services, used.user, hashed.passwordHash, language)
    : null;
  if (!user) return { reason: "void" };

  await revokeTokens(
    services,
    user.id,
    "login_link",
    "verify",
    "change_address",
  );
  await recordActivity(services, user, "password_recovered", clientInfo);
  await services.mail.send(passwordChangedEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
  return { reason: "recovered", user };
}

/** Returns null if the password has changed since the link was found: the later change wins. */
async function replacePassword(
  services: Services,
  { id, passwordHash, verifiedAt }: User,
  next: string,
  language: string,
): Promise<User | null> {
  const { store: { users }, now } = services;
  if (verifiedAt === null) await dropFactors(services, id);
  const changed = await users.changePassword(id, passwordHash, next);
  if (changed && isGone(changed, now())) return null;
  if (!changed || verifiedAt !== null) return changed;
  return await users.update(id, { verifiedAt: now(), ...asClaimed(language) });
}
