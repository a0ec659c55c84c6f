/**
 * An admin's browser, for tests of the admin pages.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { User } from "../../lib/store/store.ts";
import { ANNA, type Site, type Visitor } from "../site.ts";

/** Where the list of accounts is. */
export const PAGE = "/admin/users";

/** The account of a person, as it is kept. */
export async function userOf(
  site: Site,
  { username }: typeof ANNA,
): Promise<User> {
  const { users } = site.services.store;
  const user = await users.byAddressKey(username.toLowerCase());
  assert.ok(user);
  return user;
}

/** Anna's browser, with Anna an admin. */
export async function adminOf(site: Site): Promise<Visitor> {
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { roles: ["admin"] });
  const admin = site.visitor();
  await admin.signIn(ANNA);
  return admin;
}
