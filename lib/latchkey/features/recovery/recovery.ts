/**
 * A new password for who has lost the old one and reads mail at the account's address.
 *
 * @module
 */
import { isGone, mayLogIn } from "../account/account_status.ts";
import { recordActivity } from "../activity/activity.ts";
import { emailedClient } from "../session/complete_login.ts";
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

/** A new password, and where it comes from. */
export interface NewPassword {
  /** One that `refuseNewPassword` let pass. */
  readonly password: string;
  /** The tag of the language of the page. */
  readonly language: string;
  readonly clientInfo: ClientInfo;
}

/** How it went. `void`: the link is used, too old, or none. */
export type RecoveryResult =
  | { readonly reason: "recovered"; readonly user: User }
  | { readonly reason: "void" }
  | Denied;

/**
 * Requests an email with a link to set a new password. Whether there is an account is found
 * out when the email is sent.
 *
 * @param request The address as it was entered, and the tag of the language of the page.
 */
export async function requestRecovery(
  { mail }: Pick<Services, "mail">,
  request: { readonly address: string; readonly language: string },
): Promise<void> {
  await mail.send(recoveryEmail, request);
}

/** Whose password a mailed link would set; null when it sets none any more. Uses up nothing. */
export async function findRecovery(
  services: Services,
  token: string,
): Promise<User | null> {
  const found = await findToken(services, "recover", token);
  return found && mayLogIn(services, found.user) ? found.user : null;
}

/**
 * Sets a new password by a mailed link, ends every session and tells the owner. Who
 * reads the mail has shown it is their address, and does not queue with strangers; if
 * nobody had before, the name is cleared. The hash is made first, so that the link survives
 * a moment when too many people are at it.
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

  await revokeTokens(services, user.id, "login_link");
  await revokeTokens(services, user.id, "verify");
  await revokeTokens(services, user.id, "change_address");
  await recordActivity(services, user, "password_recovered", clientInfo);
  await services.mail.send(passwordChangedEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
  return { reason: "recovered", user };
}

/** Null when the password was replaced or made unusable since the link was looked at: the later word counts. */
async function replacePassword(
  { store: { users }, now }: Services,
  { id, passwordHash, verifiedAt }: User,
  next: string,
  language: string,
): Promise<User | null> {
  const changed = await users.changePassword(id, passwordHash, next);
  if (changed && isGone(changed, now())) return null;
  return changed && verifiedAt === null
    ? await users.update(id, { verifiedAt: now(), ...asClaimed(language) })
    : changed;
}
