/**
 * An account that a thief moved to his address, and its owner with the undo
 * link.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, secureAccountLinkIn, type Site, type Visitor } from "../site.ts";
import { at, moveTo, statusOf, tokenIn, userAt } from "./own_account.ts";

export const EVIL = "evil@example.net";
export const EVIL_TOO = "evil.too@example.net";
export const EVIL_PASSWORD = "the thief's own";
export const PAGE = "/auth/secure-account";

/** The link in the newest email to Anna's own address. */
export async function undoLink(site: Site): Promise<string> {
  return secureAccountLinkIn(await site.mailTo(ANNA.username));
}

/**
 * Takes the account back by a link and asserts that it leads to setting a
 * password.
 */
export async function secureAccount(site: Site, link: string): Promise<string> {
  const token = tokenIn(link);
  const response = await site.visitor().post(PAGE, { token });
  assert.equal(response.status, 303);
  const location = response.headers.get("location")!;
  assert.match(location, /^\/auth\/recover\/new\?token=[\w-]{43}$/);
  return location;
}

/** Asserts that the account is Anna's alone and that no password works. */
export async function assertClarasOnly(site: Site, ...formerly: string[]) {
  const user = await userAt(site, ANNA.username);
  assert.equal(user.address, ANNA.username);
  assert.equal(user.passwordHash, "");
  assert.equal(user.deleteAfter, null);
  assert.ok(user.verifiedAt !== null);
  assert.deepEqual(user.formerAddresses, []);
  for (const address of formerly) {
    assert.equal(
      await site.services.store.users.byAddressKey(address),
      null,
      `${address} is free again`,
    );
  }
  for (const password of [ANNA.password, EVIL_PASSWORD, ""]) {
    const who = at(ANNA.username, password);
    const status = await statusOf(site.visitor().post("/auth/login", who));
    assert.ok(status === 401 || status === 422);
  }
}

/**
 * A thief who knows Anna's password and moves her account to his own address.
 */
export async function thiefIn(site: Site): Promise<Visitor> {
  const thief = site.visitor();
  await thief.logIn(ANNA);
  await site.services.mail.settled();
  await moveTo(site, thief, EVIL);
  return thief;
}
