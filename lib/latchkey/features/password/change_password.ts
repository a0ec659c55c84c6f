/**
 * Changing one's password.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import {
  completeLogin,
  emailedClient,
  type LoggedIn,
} from "../session/complete_login.ts";
import { passwordChangedEmail } from "./emails.tsx";
import type { HashPlace } from "../../crypto/hash_queue.ts";
import {
  type PasswordResult,
  verifyPasswordThrottled,
} from "./verify_password.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { Session } from "../session/session.ts";
import type { User } from "../account/user.ts";

/** Who changes what, and where from. */
export interface PasswordChange {
  readonly user: Pick<User, "id">;
  /** The password so far, as it was entered. */
  readonly present: string;
  /** The new one, which `refuseNewPassword` let pass. */
  readonly password: string;
  /** The session in which it is changed. Another one takes its place. */
  readonly session: Pick<Session, "id" | "remembered">;
  readonly clientInfo: ClientInfo;
}

/** How it went; `wrong` when the present password is another one. */
export type PasswordChangeResult =
  | ({ readonly ok: true } & LoggedIn)
  | Extract<PasswordResult<User>, { readonly ok: false }>;

/** The user with the new password, and whether it was new by then. */
interface Changed {
  readonly user: User;
  readonly repeated: boolean;
}

/**
 * Changes the password of who knows the present one (OWASP ASVS 5.0 §6.2.3), ends
 * every session, and begins a new one in place of this (§7.4.3). A guess at the present
 * password counts as one at login: a stolen session does not buy more of them. The
 * owner is told by mail (§6.3.7).
 */
export async function changePassword(
  services: Services,
  { user: { id }, clientInfo, ...change }: PasswordChange,
): Promise<PasswordChangeResult> {
  const user = await services.store.users.byId(id);
  const tried = await verifyPasswordThrottled(
    services,
    {
      account: user?.addressKey ?? "",
      findUser: () => Promise.resolve(user),
      clientInfo,
      purpose: "step_up",
    },
    (_user, place) => replace(services, id, change, place),
  );
  if (!tried.ok) return tried;
  return await finish(services, tried.value, clientInfo, change);
}

/** Begins the new session, and tells the owner once. */
async function finish(
  services: Services,
  { user, repeated }: Changed,
  clientInfo: ClientInfo,
  { session: { remembered } }: Pick<PasswordChange, "session">,
): Promise<PasswordChangeResult> {
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
  });
  return { ok: true, ...loggedIn };
}

/** The user with the new password; null when the present one was not the one entered. */
async function replace(
  services: Pick<Services, "store" | "passwords">,
  id: string,
  change: Pick<PasswordChange, "present" | "password" | "session">,
  place: HashPlace,
): Promise<Changed | null> {
  const { store: { users }, passwords } = services;
  const before = (await users.byId(id))?.passwordHash ?? null;
  const right = await passwords.verify(change.present, before, { place });
  if (right && before !== null) {
    const next = await passwords.hash(change.password, place);
    const changed = await users.changePassword(id, before, next);
    if (changed) return { user: changed, repeated: false };
  }
  const user = await repeat(services, id, change, place);
  return user && { user, repeated: true };
}

/**
 * A double click sends the form twice, and the browser keeps the answer to the second,
 * which must not be that the first has logged it out. So when the session ended since the
 * request came in, and the password is by now the one this request wants, it counts as
 * changed. While the session lives, the field for the new password is good for no guess.
 */
async function repeat(
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
