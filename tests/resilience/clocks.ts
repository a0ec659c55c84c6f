/**
 * Checks shared by tests of the clock.
 *
 * @module
 */
import { GUARDED_PAGE } from "../pages.ts";
import type { Site, Visitor } from "../site.ts";

/** In milliseconds. */
export const MINUTE = 60_000;

/** In milliseconds. */
export const HOUR = 60 * MINUTE;

/** In milliseconds. */
export const DAY = 24 * HOUR;

/** Whether a guarded page opens. */
export async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  const { status } = await visitor.get(GUARDED_PAGE);
  return status === 200;
}

/** The status of a login from an unknown browser. */
export async function statusOfLogin(
  site: Site,
  username: string,
  password: string,
): Promise<number> {
  const visitor = site.visitor();
  return (await visitor.post("/auth/login", { username, password })).status;
}
