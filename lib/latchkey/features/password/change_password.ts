/**
 * Changing a password.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import { completeLogin, type LoginOutcome } from "../session/complete_login.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { passwordChangedEmail } from "./emails.tsx";
import { replaceHash } from "./replace_hash.ts";
import { ownerConfirmed } from "../second_factor/owner_confirmed.ts";
import type { HashPlace } from "../../crypto/hash_queue.ts";
import {
  type PasswordResult,
  verifyPasswordThrottled,
} from "./verify_password.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { Session } from "../session/session.ts";
import type { User } from "../account/user.ts";

/** A change of password. */
export interface PasswordChange {
  readonly user: Pick<User, "id">;
  /** The current password, as entered. */
  readonly present: string;
  /** The new password, which `checkNewPassword` has accepted. */
  readonly password: string;
  /** The session of the request, which is replaced by a new one. */
  readonly session: Pick<Session, "id" | "remembered" | "factorAt">;
  readonly clientInfo: ClientInfo;
}

/** The result of a change; `wrong` if the current password is. */
export type PasswordChangeResult =
  | ({ readonly ok: true } & LoginOutcome)
  | Extract<PasswordResult<User>, { readonly ok: false }>;

/** The changed account, and whether an identical request changed it before. */
interface Changed {
  readonly user: User;
  readonly repeated: boolean;
}

/**
 * Changes a password, ends every session and starts a new one. Requires the current
 * password (OWASP ASVS 5.0 §6.2.3 and §7.4.3). An attempt counts like one at login, so a
 * stolen session allows no additional guesses. The owner is notified by email (§6.3.7). See
 * {@linkcode PasswordChangeResult} for failures.
 *
 * @throws {SessionEnded} if the session ended in the meantime, other than by such a change.
 *
 * @example
 * ```ts
 * import { changePassword, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf, redirectLoggedIn } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function change(
 *   ctx: Context<LoggedInState>,
 *   passwords: { readonly present: string; readonly password: string },
 * ) {
 *   const { services, user, session } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   const request = { ...passwords, user, session, clientInfo };
 *   const result = await changePassword(services, request);
 *   return result.ok ? redirectLoggedIn(ctx, "/account", result) : result.reason;
 * }
 * ```
 */
export async function changePassword(
  services: Services,
  { user: { id }, clientInfo, ...change }: PasswordChange,
): Promise<PasswordChangeResult> {
  const user = await services.store.users.byId(id);
  const result = await verifyPasswordThrottled(
    services,
    {
      account: user?.addressKey ?? "",
      findUser: () => Promise.resolve(user),
      clientInfo,
      purpose: "step_up",
    },
    (_user, place) => replacePassword(services, id, change, place),
  );
  if (!result.ok) return result;
  return await startNewSession(services, result.value, clientInfo, change);
}

/** Starts the new session, and notifies the owner once. */
async function startNewSession(
  services: Services,
  { user, repeated }: Changed,
  clientInfo: ClientInfo,
  { session: { remembered, factorAt } }: Pick<PasswordChange, "session">,
): Promise<PasswordChangeResult> {
  const { id: userId } = user;
  await ownerConfirmed(services, {
    userId,
    by: "password_change",
    clientInfo,
  });
  if (!repeated) {
    await recordActivity(services, user, "password_changed", clientInfo);
    await services.mail.send(passwordChangedEmail, {
      userId: user.id,
      ...emailedClient(services, clientInfo),
    });
  }
  const loggedIn = await completeLogin(services, user, {
    method: "password_change",
    remembered,
    clientInfo,
    replaces: null,
    factorAt,
  });
  return { ok: true, ...loggedIn };
}

/** Replaces the password. Returns null if the current one is wrong. */
async function replacePassword(
  services: Pick<Services, "database" | "store" | "passwords">,
  id: string,
  change: Pick<PasswordChange, "present" | "password" | "session">,
  place: HashPlace,
): Promise<Changed | null> {
  const { store: { users }, passwords } = services;
  const before = (await users.byId(id))?.passwordHash ?? null;
  const right = await passwords.verify(change.present, before, { place });
  if (right && before !== null) {
    const next = await passwords.hash(change.password, place);
    const changed = await replaceHash(
      services,
      { id: change.session.id, userId: id },
      (previous) => previous === before ? next : null,
    );
    if (changed) return { user: changed, repeated: false };
  }
  const user = await acceptRepeat(services, id, change, place);
  return user && { user, repeated: true };
}

/**
 * Handles the second request of a double click, whose response the browser shows: it must
 * not say that the first request ended the session. If the session has ended and the
 * password is already the requested one, it counts as changed. While the session is live,
 * this cannot be used for guessing.
 */
async function acceptRepeat(
  { store: { users, sessions }, passwords }: Pick<
    Services,
    "store" | "passwords"
  >,
  id: string,
  { password, session }: Pick<PasswordChange, "password" | "session">,
  place: HashPlace,
): Promise<User | null> {
  if (await sessions.find(session.id, id)) return null;
  const now = (await users.byId(id))?.passwordHash ?? null;
  return await passwords.verify(password, now, { place }) && now !== null
    ? await users.changePassword(id, now, now)
    : null;
}
