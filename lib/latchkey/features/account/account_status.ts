/**
 * Whether an account may still be used.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { isDemoUser } from "./demo_users.ts";

/** Whether the days are over in which a deleted account can be kept: it may still lie there, but for nobody. */
export function isGone(
  { deleteAfter }: Pick<User, "deleteAfter">,
  now: number,
): boolean {
  return deleteAfter !== null && deleteAfter <= now;
}

/** Whether somebody may log in to the account, by whatever proof. */
export function mayLogIn(
  { settings: { appEnv }, now }: Pick<Services, "settings" | "now">,
  user: User,
): boolean {
  if (user.disabled || isGone(user, now())) return false;
  // A command run in development by mistake may have put demo users into a live database.
  return appEnv === "development" || !isDemoUser(user);
}
