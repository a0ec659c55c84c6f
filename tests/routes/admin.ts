/**
 * A browser logged in with a role, for tests of the admin pages and others.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Role, User } from "@latchkey/core";
import { ANNA, type Site, type Visitor } from "../site.ts";

/** The path of the user list. */
export const PAGE = "/admin/users";

/** The stored account of a user. */
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
export function adminOf(site: Site): Promise<Visitor> {
  return visitorWithRoles(site, ["admin"]);
}

/** Anna's browser, logged in, with the given roles. */
export async function visitorWithRoles(
  site: Site,
  roles: readonly Role[],
): Promise<Visitor> {
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { roles });
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return visitor;
}
