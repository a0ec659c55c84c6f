/**
 * Whether an account can be used.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { isDemoUser } from "./demo_users.ts";

/** Whether the grace period of a deleted account is over. Its rows may still exist, but nobody can use it. */
export function isGone(
  { deleteAfter }: Pick<User, "deleteAfter">,
  now: number,
): boolean {
  return deleteAfter !== null && deleteAfter <= now;
}

/** Whether the account accepts logins, by any method. */
export function mayLogIn(
  { settings: { appEnv }, now }: Pick<Services, "settings" | "now">,
  user: User,
): boolean {
  if (user.disabled || isGone(user, now())) return false;
  // A command run in development mode by mistake may have added demo users to a live
  // database.
  return appEnv === "development" || !isDemoUser(user);
}
