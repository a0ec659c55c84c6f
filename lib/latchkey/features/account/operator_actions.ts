/**
 * What operators do to accounts, by command or on the admin pages. Each action is recorded
 * in the account's activity, which its owner can read.
 *
 * @module
 */
import { type ActivityKind, recordActivity } from "../activity/activity.ts";
import { revokeTokens } from "../tokens/one_time_tokens.ts";
import type { Services } from "../../services.ts";
import type { Role, User } from "../account/user.ts";

type AccountServices = Pick<Services, "store" | "now">;

/** The state of an account, as commands show it. */
export type AccountState = "active" | "disabled" | "to be deleted";

/** The state of an account. */
export function accountState(
  { disabled, deleteAfter }: Pick<User, "disabled" | "deleteAfter">,
): AccountState {
  if (deleteAfter !== null) return "to be deleted";
  return disabled ? "disabled" : "active";
}

/** Tokens that give access to the account. Links that undo a change stay valid: they do not log in. */
const LOGIN_PURPOSES = [
  "verify",
  "recover",
  "login_link",
  "pending_login",
  "change_address",
] as const;

/**
 * Disables an account and ends its sessions in one write, so that enabling it does not
 * restore them, then revokes emailed links and codes, and the trust in browsers.
 *
 * @param kind `locked` in an emergency.
 * @param by The id of the admin; empty for a command.
 * @returns null if there is no such account.
 */
export async function disableAccount(
  services: AccountServices,
  id: string,
  kind: Extract<ActivityKind, "disabled" | "locked">,
  by = "",
): Promise<User | null> {
  const user = await services.store.users.secure(id, { disabled: true });
  if (!user) return null;
  await revokeTokens(services, id, ...LOGIN_PURPOSES);
  await services.store.trustedBrowsers.endAll(id);
  await recordActivity(services, user, kind, null, by);
  return user;
}

/** Enables an account again. Returns null if there is none. */
export async function enableAccount(
  services: AccountServices,
  id: string,
  by = "",
): Promise<User | null> {
  const user = await services.store.users.update(id, { disabled: false });
  if (user) await recordActivity(services, user, "enabled", null, by);
  return user;
}

/** Ends every session of an account. Returns false if there is none. */
export async function endSessionsOf(
  services: AccountServices,
  id: string,
  by = "",
): Promise<boolean> {
  const ended = await services.store.sessions.endAll(id);
  if (ended) await recordActivity(services, { id }, "sessions_ended", null, by);
  return ended;
}

/** Gives an account a role. Returns null if there is no such account. */
export function grantRole(
  services: AccountServices,
  user: Pick<User, "id" | "roles">,
  role: Role,
): Promise<User | null> {
  const roles = [...new Set([...user.roles, role])];
  return setRoles(services, user.id, roles, ["role_granted", role]);
}

/** Takes a role away. Returns null if there is no such account. */
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
