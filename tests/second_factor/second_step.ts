/**
 * Logins that wait for a code of an app.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, openSite, type Visitor } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import { userAt } from "../routes/own_account.ts";
import { setUpApp, STEP_MS, toSecondStep } from "./authenticator.ts";

/** The page of the second step. */
export const PAGE = "/auth/second-factor";

/** A site on which Anna has an app, and a browser at the second step. */
export async function atSecondStep(next?: string) {
  const site = await openSite();
  const app = await setUpApp(site, (await userAt(site, ANNA.username)).id);
  site.clock.advance(2 * STEP_MS);
  const visitor = site.visitor();
  const path = await toSecondStep(visitor, ANNA, next);
  return {
    site,
    app,
    visitor,
    path,
    [Symbol.asyncDispose]: site[Symbol.asyncDispose],
  };
}

/** Asserts that the second step has to begin again, with the password. */
export async function assertOver(visitor: Visitor, response: Response) {
  assert.equal(response.status, 303);
  assert.match(response.headers.get("location")!, /^\/auth\/login/);
  assert.equal(await isLoggedIn(visitor), false);
}
