/**
 * Stores with records of every kind.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  type RecordReader,
  type Store,
  type StoreRecord,
} from "../../lib/store/store.ts";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  NOW,
  WEEK,
} from "./fixtures.ts";

/** All records of a store, read some at a time. */
export async function allRecords(
  { read }: RecordReader,
  limit = 3,
): Promise<StoreRecord[]> {
  const all: StoreRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ cursor, limit });
    ok(page.items.length <= limit);
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

/** Fills a store with records of every kind, and with what is over and must not be read. */
export async function fillStore(store: Store) {
  const { users, sessions, limits, oneTimeTokens, oneTimeCodes } = store;
  const ada = aUser({ roles: ["admin"], name: "Ad\u00e4", language: "de" });
  const bob = aUser({ verifiedAt: null, deleteAfter: NOW + WEEK });
  const eve = aUser({ passwordHash: "$6$slow" });
  for (const user of [ada, bob, eve]) await users.create(user);
  const change = anAddressChange(ada, "ada-new");
  equal(await users.changeAddress(ada.id, change), "changed");
  const live = aSession(ada, { passwordAt: 0 });
  const ended = aSession(bob);
  for (const session of [live, ended, aSession(eve)]) {
    await sessions.create(session);
  }
  await sessions.endAll(bob.id);
  await sessions.endEveryone(NOW - 1);
  await limits.take(
    [["account:\u00e4 b", { burst: 5, refillSeconds: 60 }]],
    NOW,
  );
  const token = aToken({ subject: ada.id, data: { b: "1", a: "2" } });
  const burnt = aToken({ subject: bob.id });
  const code = aCode({ subject: ada.id, triesLeft: 4 });
  for (const one of [token, burnt]) await oneTimeTokens.create(one);
  for (const one of [code, aCode({ subject: bob.id })]) {
    await oneTimeCodes.create(one);
  }
  await oneTimeTokens.burn(bob.id, burnt.scope);
  for (const at of [NOW + 2, NOW, NOW + 11]) {
    await store.activity.add(anActivity({ userId: ada.id, at }));
  }
  await store.activity.add(anActivity({ userId: "nobody" }));
  await store.incidents.add({ id: "i", at: NOW, kind: "lock", userId: ada.id });
  const mail = aMail({ userId: ada.id });
  for (const one of [mail, aMail({ userId: "", dueAt: null })]) {
    await store.mailQueue.add(one);
  }
  const removal: StoreRecord = { kind: "removal", value: { userId: "gone" } };
  await store.records.write([removal], NOW);
  return { ada, bob, eve, live, ended, token, burnt, code, mail, change };
}
