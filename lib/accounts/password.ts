/**
 * Changing one's password.
 *
 * @module
 */
import { addressKey } from "../auth/addresses.ts";
import { HasherBusy } from "../auth/passwords.ts";
import { type StartedSession, startSession } from "../auth/sessions.ts";
import { type Denied, triesFor } from "../auth/tries.ts";
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
  readonly session: Pick<Session, "remembered" | "userAgent">;
  /** The bucket of `clientAddress`. */
  readonly clientAddress: string;
}

/** How it went; `wrong` when the present password is another one. */
export type PasswordChangeResult =
  | ({ readonly ok: true } & StartedSession)
  | { readonly ok: false; readonly reason: "wrong" }
  | ({ readonly ok: false } & Denied);

/**
 * Changes the password of who knows the present one (OWASP ASVS 5.0 §6.2.3), ends
 * every session, and begins a new one in place of this (§7.4.3). A guess at the present password
 * counts as one at sign-in: a stolen session does not buy more of them.
 */
export async function changePassword(
  services: Omit<Services, "log">,
  { user: { id, address }, clientAddress, ...change }: PasswordChange,
): Promise<PasswordChangeResult> {
  const tries = await triesFor(services, addressKey(address), clientAddress);
  const taken = await tries.take();
  if (!taken.allowed) {
    const { retryAfterSeconds } = taken;
    return { ok: false, reason: "limited", retryAfterSeconds };
  }
  try {
    const changed = await replace(services, id, change);
    if (!changed) return { ok: false, reason: "wrong" };
    await tries.forgive();
    return {
      ok: true,
      ...await startSession(services, changed, change.session),
    };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    await tries.undo();
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}

/** The user with the new password; null when the present one was not the one entered. */
async function replace(
  { store: { users }, passwords }: Pick<Services, "store" | "passwords">,
  id: string,
  { present, password }: Pick<PasswordChange, "present" | "password">,
): Promise<User | null> {
  const before = (await users.byId(id))?.passwordHash ?? null;
  if (!await passwords.verify(present, before) || before === null) return null;
  const next = await passwords.hash(password);
  const changed = await users.changePassword(id, before, next);
  if (changed) return changed;
  // A double click sends the form twice, and the browser keeps the answer to the
  // second: it must not find itself signed out by the first.
  const now = (await users.byId(id))?.passwordHash ?? null;
  return await passwords.verify(password, now) && now !== null
    ? await users.changePassword(id, now, next)
    : null;
}
