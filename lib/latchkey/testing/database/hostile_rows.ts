/**
 * One row of each kind to corrupt, and checks that a corrupted row counts as absent.
 *
 * @module
 */
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Store } from "../../store.ts";
import {
  aCode,
  aMail,
  anActivity,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
} from "./fixtures.ts";

/** The account of the rows. */
export const user = aUser({ id: "ada", roles: ["admin"] });
const session = aSession(user);
const token = aToken();
const code = aCode();
const activity = anActivity();
const mail = aMail();
const incident = { id: "i", at: NOW, kind: "lock", userId: "ada" };

/** Fills an empty store with one row of each kind. */
export async function fill(store: Store): Promise<void> {
  await store.users.create(user);
  await store.sessions.create(session);
  await store.oneTimeTokens.create(token);
  await store.oneTimeCodes.create(code);
  await store.activity.add(activity);
  await store.mailQueue.add(mail);
  await store.incidents.add(incident);
  await store.limits.take([["a", { burst: 1, refillSeconds: 1 }]], NOW);
}

/** Deletes all rows. */
export const EMPTY =
  "delete from users; delete from tokens; delete from codes; delete from sessions; " +
  "delete from email_addresses; delete from user_roles; delete from emails; " +
  "delete from activity; delete from incidents; delete from rate_limits";

/** Checks that the records of a table are absent. */
export const ABSENT: Readonly<Record<string, (store: Store) => Promise<void>>> =
  {
    async users({ users, sessions }) {
      equal(await users.byId("ada"), null);
      equal(await users.byAddressKey(user.addressKey), null);
      equal(await users.byFormerAddressKey(user.addressKey, NOW), null);
      equal(await users.update("ada", { disabled: true }), null);
      equal(await users.list({ limit: 5 }), { items: [] });
      equal(await users.search("", { limit: 5 }), { items: [] });
      equal(await sessions.find(session.id, "ada"), null);
      equal(await sessions.endAll("ada"), false);
    },
    async sessions({ sessions }) {
      equal(await sessions.find(session.id, "ada"), null);
      equal(await sessions.listOf("ada"), []);
    },
    async tokens({ oneTimeTokens }) {
      equal(await oneTimeTokens.find(token.hash), null);
      equal(await oneTimeTokens.listOf("ada"), []);
      equal(await oneTimeTokens.consume(token.hash), null);
    },
    async codes({ oneTimeCodes }) {
      equal(await oneTimeCodes.try("ada", "verify", [code.mac], NOW), false);
    },
    async activity({ activity }) {
      equal(await activity.listOf("ada", { limit: 5 }), { items: [] });
    },
    async incidents({ incidents }) {
      equal(await incidents.list(), []);
    },
    async emails({ mailQueue }) {
      equal(await mailQueue.byId(mail.id), null);
      equal(await mailQueue.list({ limit: 5 }), { items: [] });
      equal(await mailQueue.listOf("ada"), []);
      const next = aMail({ dueAt: NOW + 1 });
      await mailQueue.add(next);
      equal((await mailQueue.claim(NOW + 1, NOW + HOUR))?.id, next.id);
      equal(await mailQueue.claim(NOW + 1, NOW + HOUR), null);
    },
  };
