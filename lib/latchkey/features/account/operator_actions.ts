/**
 * What operators do to other people's accounts, by command or on the admin pages. All of
 * it is written into the account's activity, where its owner reads it.
 *
 * @module
 */
import { type ActivityKind, recordActivity } from "../activity/activity.ts";
import { revokeTokens } from "../tokens/one_time_tokens.ts";
import type { Services } from "../../services.ts";
import type { Role, User } from "../account/user.ts";

/** What acting on accounts needs. */
type AccountServices = Pick<Services, "store" | "now">;

/** How an account stands, in words. */
export type AccountState = "active" | "disabled" | "to be deleted";

/** How an account stands. */
export function accountState(
  { disabled, deleteAfter }: Pick<User, "disabled" | "deleteAfter">,
): AccountState {
  if (deleteAfter !== null) return "to be deleted";
  return disabled ? "disabled" : "active";
}

/** What may have been mailed to get into an account. Links that undo harm stay: they open nothing. */
const LOGIN_PURPOSES = [
  "verify",
  "recover",
  "login_link",
  "change_address",
] as const;

/**
 * Keeps an account from being used: it is disabled and its sessions are over in one
 * write, so that enabling it later brings none back; then mailed links and codes go.
 *
 * @param kind `locked` in an emergency.
 * @param by The id of the admin who did it; empty for a command.
 * @returns Null when there is no such account.
 */
export async function disableAccount(
  services: AccountServices,
  id: string,
  kind: Extract<ActivityKind, "disabled" | "locked">,
  by = "",
): Promise<User | null> {
  const user = await services.store.users.secure(id, { disabled: true });
  if (!user) return null;
  for (const purpose of LOGIN_PURPOSES) {
    await revokeTokens(services, id, purpose);
  }
  await recordActivity(services, user, kind, null, by);
  return user;
}

/** Lets an account log in again; null when there is none. */
export async function enableAccount(
  services: AccountServices,
  id: string,
  by = "",
): Promise<User | null> {
  const user = await services.store.users.update(id, { disabled: false });
  if (user) await recordActivity(services, user, "enabled", null, by);
  return user;
}

/** Signs an account out everywhere; false when there is none. */
export async function endSessionsOf(
  services: AccountServices,
  id: string,
  by = "",
): Promise<boolean> {
  const ended = await services.store.sessions.endAll(id);
  if (ended) await recordActivity(services, { id }, "sessions_ended", null, by);
  return ended;
}

/** Gives an account a role; null when there is none. */
export function grantRole(
  services: AccountServices,
  user: Pick<User, "id" | "roles">,
  role: Role,
): Promise<User | null> {
  const roles = [...new Set([...user.roles, role])];
  return setRoles(services, user.id, roles, ["role_granted", role]);
}

/** Takes a role away; null when there is no such account. */
export function revokeRole(
  services: AccountServices,
  user: Pick<User, "id" | "roles">,
  role: Role,
): Promise<User | null> {
  const roles = user.roles.filter((held) => held !== role);
  return setRoles(services, user.id, roles, ["role_revoked", role]);
}

async function setRoles(
  services: AccountServices,
  id: string,
  roles: readonly Role[],
  [kind, role]: readonly ["role_granted" | "role_revoked", Role],
): Promise<User | null> {
  const user = await services.store.users.update(id, { roles });
  if (user) await recordActivity(services, user, kind, null, role);
  return user;
}
