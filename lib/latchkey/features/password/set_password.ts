/**
 * Accounts without a password: setting one, and removing it.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { completeLogin, type LoginOutcome } from "../session/complete_login.ts";
import { emailedClient } from "../session/emailed_client.ts";
import type { Session } from "../session/session.ts";
import { passwordChangedEmail, passwordRemovedEmail } from "./emails.tsx";
import { hashThrottled } from "./hash_throttled.ts";
import { replaceHash } from "./replace_hash.ts";

/** Who changes what, and where. The person has just proved their identity. */
export interface OwnPasswordChange {
  readonly user: Pick<User, "id">;
  /** The session of the request, which is replaced by a new one. */
  readonly session: Pick<Session, "id" | "remembered" | "factorAt">;
  readonly clientInfo: ClientInfo;
}

/** The result; `changed` if the account has, or lost, its password in the meantime. */
export type OwnPasswordResult =
  | ({ readonly ok: true } & LoginOutcome)
  | { readonly ok: false; readonly reason: "changed" }
  | ({ readonly ok: false } & Denied);

/**
 * Whether an account has a password. One without is used with a passkey, an emailed link or
 * recovery.
 *
 * @example
 * ```ts
 * import { hasPassword, type LoggedInState } from "@latchkey/core";
 *
 * const titleOf = async ({ services, user }: LoggedInState) =>
 *   await hasPassword(services, user) ? "Change your password" : "Set a password";
 * ```
 */
export async function hasPassword(
  { store }: Pick<Services, "store">,
  { id }: Pick<User, "id">,
): Promise<boolean> {
  return (await store.users.byId(id))?.passwordHash !== "";
}

/**
 * Sets the password of an account that has none, ends every session and starts a new one. The
 * owner is told by email (OWASP ASVS 5.0 §6.3.7). Call it behind `requireRecentFactor`: there
 * is no current password to ask for.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 * @param change.password A password that `checkNewPassword` has accepted.
 *
 * @example
 * ```ts
 * import { type LoggedInState, setPassword } from "@latchkey/core";
 * import { clientInfoOf, redirectLoggedIn } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function set(ctx: Context<LoggedInState>, password: string) {
 *   const { services, user, session } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   const request = { user, session, clientInfo, password };
 *   const result = await setPassword(services, request);
 *   return result.ok ? redirectLoggedIn(ctx, "/account", result) : result.reason;
 * }
 * ```
 */
export async function setPassword(
  services: Services,
  { password, ...change }: OwnPasswordChange & { readonly password: string },
): Promise<OwnPasswordResult> {
  const { user: { id }, clientInfo } = change;
  const { users } = services.store;
  const knownTo = (await users.byId(id))?.addressKey ?? null;
  const hashed = await hashThrottled(services, {
    password,
    clientInfo,
    knownTo,
  });
  if (!hashed.ok) return hashed;
  const user = await replaceHash(
    services,
    { id: change.session.id, userId: id },
    (previous) => previous === "" ? hashed.passwordHash : null,
  );
  if (!user) return { ok: false, reason: "changed" };
  await recordActivity(services, user, "password_added", clientInfo);
  await services.mail.send(passwordChangedEmail, {
    userId: id,
    ...emailedClient(services, clientInfo),
  });
  return await startNewSession(services, user, change);
}

/**
 * Removes the password of an account, ends every session and starts a new one. The owner is
 * told by email, with a "This wasn't me" link. Call it behind `requireRecentFactor`, for an
 * account that has a passkey: see `canRemovePassword`.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { type LoggedInState, removePassword } from "@latchkey/core";
 * import { clientInfoOf, redirectLoggedIn } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function remove(ctx: Context<LoggedInState>) {
 *   const { services, user, session } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   const result = await removePassword(services, { user, session, clientInfo });
 *   return result.ok ? redirectLoggedIn(ctx, "/account", result) : result.reason;
 * }
 * ```
 */
export async function removePassword(
  services: Services,
  change: OwnPasswordChange,
): Promise<OwnPasswordResult> {
  const { user: { id }, clientInfo } = change;
  const user = await replaceHash(
    services,
    { id: change.session.id, userId: id },
    (previous) => previous === "" ? null : "",
  );
  if (!user) return { ok: false, reason: "changed" };
  await recordActivity(services, user, "password_removed", clientInfo);
  await services.mail.send(passwordRemovedEmail, {
    userId: id,
    ...emailedClient(services, clientInfo),
  });
  return await startNewSession(services, user, change);
}

async function startNewSession(
  services: Services,
  user: User,
  { session: { remembered, factorAt }, clientInfo }: OwnPasswordChange,
): Promise<OwnPasswordResult> {
  const loggedIn = await completeLogin(services, user, {
    method: "password_change",
    remembered,
    clientInfo,
    replaces: null,
    factorAt,
  });
  return { ok: true, ...loggedIn };
}
