/**
 * The page that changes a password, and Anna in front of it.
 *
 * @module
 */
import { GUARDED_PAGE } from "../pages.ts";
import { ANNA, openSite, type Visitor } from "../site.ts";

/** The page's path. */
export const PAGE = "/account/password";
/** A password that breaks no rule. */
export const NEW = "tractor moonlight";
/** A form filled in as it should be. */
export const RIGHT = { present: ANNA.password, password: NEW };

/** Whether a browser is logged in. */
export async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  const response = await visitor.get(GUARDED_PAGE);
  await response.body?.cancel();
  return response.status === 200;
}

/** A site, and Anna in a browser where she is logged in. */
export async function loggedInSite(...overrides: Parameters<typeof openSite>) {
  const site = await openSite(...overrides);
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return { site, visitor, [Symbol.asyncDispose]: site[Symbol.asyncDispose] };
}
