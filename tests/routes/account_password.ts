/**
 * The page that changes a password, and Anna's browser with it open.
 *
 * @module
 */
import { GUARDED_PAGE } from "../pages.ts";
import { ANNA, openSite, type Visitor } from "../site.ts";

/** The path of the page. */
export const PAGE = "/account/password";
/** A password that meets every rule. */
export const NEW = "tractor moonlight";
/** A correctly filled form. */
export const RIGHT = { present: ANNA.password, password: NEW };

/** Whether a browser is logged in. */
export async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  const response = await visitor.get(GUARDED_PAGE);
  await response.body?.cancel();
  return response.status === 200;
}

/** A site, and Anna in a browser, logged in. */
export async function loggedInSite(...overrides: Parameters<typeof openSite>) {
  const site = await openSite(...overrides);
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return { site, visitor, [Symbol.asyncDispose]: site[Symbol.asyncDispose] };
}
