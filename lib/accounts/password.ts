/**
 * Changing one's password.
 *
 * @module
 */
import { addressKey } from "../auth/addresses.ts";
import { type StartedSession, startSession } from "../auth/sessions.ts";
import { tryPassword, type TryResult } from "../auth/tries.ts";
import type { Services } from "../services.ts";
import type { Session, User } from "../store/store.ts";

/** Who changes what, and where from. */
export interface PasswordChange {
  readonly user: Pick<User, "id" | "address">;
  /** The password so far, as it was entered. */
  readonly present: string;
  /** The new one, which `refuseNewPassword` let pass. */
  readonly password: string;
  /** The session in which it is changed. Another one takes its place. */
  readonly session: Pick<Session, "id" | "remembered" | "userAgent">;
  /** The bucket of `clientAddress`. */
  readonly clientAddress: string;
}

/** How it went; `wrong` when the present password is another one. */
export type PasswordChangeResult =
  | ({ readonly ok: true } & StartedSession)
  | Extract<TryResult<User>, { readonly ok: false }>;

/**
 * Changes the password of who knows the present one (OWASP ASVS 5.0 §6.2.3), ends
 * every session, and begins a new one in place of this (§7.4.3). A guess at the present password
 * counts as one at sign-in: a stolen session does not buy more of them.
 */
export async function changePassword(
  services: Omit<Services, "log">,
  { user: { id, address }, clientAddress, ...change }: PasswordChange,
): Promise<PasswordChangeResult> {
  const tried = await tryPassword(
    services,
    { key: addressKey(address), clientAddress },
    () => replace(services, id, change),
  );
  if (!tried.ok) return tried;
  const started = await startSession(services, tried.value, change.session);
  return { ok: true, ...started };
}

/** The user with the new password; null when the present one was not the one entered. */
async function replace(
  services: Pick<Services, "store" | "passwords">,
  id: string,
  change: Pick<PasswordChange, "present" | "password" | "session">,
): Promise<User | null> {
  const { store: { users }, passwords } = services;
  const before = (await users.byId(id))?.passwordHash ?? null;
  if (await passwords.verify(change.present, before) && before !== null) {
    const next = await passwords.hash(change.password);
    const changed = await users.changePassword(id, before, next);
    if (changed) return changed;
  }
  return await repeat(services, id, change);
}

/**
 * A double click sends the form twice, and the browser keeps the answer to the second,
 * which must not be that the first has signed it out. So when the session ended since the
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
): Promise<User | null> {
  if (await sessions.find(session.id, id)) return null;
  const now = (await users.byId(id))?.passwordHash ?? null;
  return await passwords.verify(password, now) && now !== null
    ? await users.changePassword(id, now, now)
    : null;
}
