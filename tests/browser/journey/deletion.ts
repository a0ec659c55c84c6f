/**
 * Leaving: with fourteen days to reconsider, and permanently.
 *
 * @module
 */
import assert from "node:assert/strict";
import { addressKey } from "@latchkey/core";
import { removeDueAccounts } from "@latchkey/core/testing";
import { messages } from "../../pages.ts";
import { heading, loggedIn, loggedOut } from "../person.ts";
import {
  CLARA,
  follow,
  followMail,
  goTo,
  type JourneyUser,
  logInWith,
  mailTo,
  press,
  type,
} from "./user.ts";

const DAY_MS = 24 * 60 * 60_000;

async function requestDeletion(clara: JourneyUser, password: string) {
  const { page, site } = clara;
  await goTo(clara, /^Clara/);
  await follow(clara, messages.account.rows.deletion.action);
  await type(clara, messages.ownPassword.label, password);
  await press(clara, messages.deletion.send);
  await heading(page, messages.deletion.goodbye);
  await loggedOut(page);
  await site.services.mail.settled(); // Before the clock jumps.
}

/**
 * Deletes the account and, on the last day, restores it by logging in through
 * the email's link.
 */
export async function deleteAndReturn(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page, site } = clara;
  await requestDeletion(clara, password);
  const { subject, action } = messages.mails.deletionRequested;
  const mail = await mailTo(clara, CLARA.address, subject);
  site.clock.advance(14 * DAY_MS - 1000);
  assert.equal(await removeDueAccounts(site.services), 0);
  await followMail(clara, mail, action);
  await logInWith(clara, password);
  await loggedIn(page);
  await mailTo(clara, CLARA.address, messages.mails.accountRestored.subject);
}

/**
 * Deletes the account again: after fourteen days logins fail and nothing is
 * left.
 */
export async function deletePermanently(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page, site: { clock, services } } = clara;
  const key = addressKey(CLARA.address);
  const user = await services.store.users.byAddressKey(key);
  await requestDeletion(clara, password);
  clock.advance(14 * DAY_MS);
  await page.goto("/auth/login");
  await logInWith(clara, password);
  await page.getByText(messages.login.wrong).waitFor();

  assert.ok(user);
  assert.equal(await removeDueAccounts(services), 1);
  assert.equal(await services.store.users.byId(user.id), null);
  assert.equal(await services.store.users.byAddressKey(key), null);
  const { items } = await services.store.activity.listOf(user.id, { limit: 1 });
  assert.deepEqual(items, []);
  await logInWith(clara, password);
  await page.getByText(messages.login.wrong).waitFor();
}
