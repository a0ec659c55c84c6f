/**
 * What every store does with records that come from another, and with those who read it
 * while others write.
 *
 * @module
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import type { Store, StoreRecord } from "../../lib/store/store.ts";
import type { OpenStore } from "./contract.ts";
import { aSession, aUser, HOUR, NOW, WEEK } from "./fixtures.ts";

import { allRecords, fillStore } from "./filled_store.ts";

/** Whether records that are written are alive: `open` gives an empty store each time. */
export function movedRecordsContract(name: string, open: OpenStore): void {
  const test = (
    sentence: string,
    body: (from: Store, to: Store) => Promise<void>,
  ) =>
    Deno.test(`${name}: ${sentence}`, async () => {
      const [from, to] = [await open(), await open()];
      try {
        await body(from, to);
      } finally {
        await from.close();
        await to.close();
      }
    });

  test(
    "a store that was given another's records has the same, twice over",
    async (from, to) => {
      await fillStore(from);
      const all = await allRecords(from.records);
      for (let time = 0; time < 2; time++) {
        await to.records.write(all, NOW);
        equal(await allRecords(to.records), all);
      }
    },
  );

  test(
    "accounts that moved are found, unique and deleted in time",
    async (from, to) => {
      const { ada, bob, change } = await fillStore(from);
      await to.records.write(await allRecords(from.records), NOW);
      const { users } = to;
      equal((await users.byAddressKey(change.addressKey))?.id, ada.id);
      equal(await users.byAddressKey(ada.addressKey), null);
      const former = await users.byFormerAddressKey(ada.addressKey, NOW);
      equal(former?.id, ada.id);
      const { addressKey } = ada;
      equal(await users.create(aUser({ addressKey })), false);
      equal(await users.create(aUser({ addressKey: bob.addressKey })), false);
      const due = await users.dueForDeletion(NOW + WEEK, 5);
      equal(due.toSorted(), ["gone", bob.id].toSorted());
      equal(await users.holdsSlowHashes(), true);
      await users.remove("gone");
      equal(await users.dueForDeletion(NOW, 5), []);
    },
  );

  test(
    "sessions, codes, limits and mails that moved go on as they were",
    async (from, to) => {
      const { ada, eve, live, token, code, mail } = await fillStore(from);
      await to.records.write(await allRecords(from.records), NOW);
      equal((await to.sessions.find(live.id, ada.id))?.session, live);
      equal((await to.sessions.listOf(eve.id)).length, 1);
      const limit = { burst: 5, refillSeconds: 60 };
      for (let left = 4; left > 0; left--) {
        equal(
          (await to.limits.take([["account:\u00e4 b", limit]], NOW)).allowed,
          true,
        );
      }
      equal(
        (await to.limits.take([["account:\u00e4 b", limit]], NOW)).allowed,
        false,
      );
      equal((await to.mailQueue.claim(NOW, NOW + HOUR))?.id, mail.id);
      equal((await to.activity.listOf(ada.id, { limit: 9 })).items.length, 3);
      equal((await to.incidents.list()).length, 1);
      const right = [code.mac];
      const { subject, scope } = code;
      equal(await to.oneTimeCodes.try(subject, scope, right, NOW), true);
      equal(
        await to.oneTimeTokens.find(token.hash),
        null,
        "a sibling burnt it",
      );
      await to.sessions.endAll(ada.id);
      equal(await to.sessions.find(live.id, ada.id), null);
    },
  );

  test(
    "two users of one address are refused, the second of them",
    async (_, to) => {
      const ada = aUser();
      const rival = aUser({ addressKey: ada.addressKey });
      await to.records.write([{ kind: "user", value: ada }], NOW);
      await rejects(to.records.write([{ kind: "user", value: rival }], NOW));
      equal((await to.users.byAddressKey(ada.addressKey))?.id, ada.id);
    },
  );

  test(
    "two users of one address are refused also when they come together",
    async (_, to) => {
      const ada = aUser();
      const rival = aUser({ addressKey: ada.addressKey });
      const both = [ada, rival].map((value) =>
        ({ kind: "user", value }) as const
      );
      await rejects(to.records.write(both, NOW));
    },
  );

  test(
    "hundreds of accounts and sessions that come together are all there",
    async (_, to) => {
      const users = Array.from({ length: 120 }, () => aUser());
      const sessions = users.flatMap((user) => [
        aSession(user),
        aSession(user),
        aSession(user),
      ]);
      const records: StoreRecord[] = [
        ...users.map((value) => ({ kind: "user", value }) as const),
        ...sessions.map((value) => ({ kind: "session", value }) as const),
      ];
      await to.records.write(records.slice(100), NOW);
      await to.records.write(records, NOW);
      equal((await allRecords(to.records, 100)).length, records.length);
      for (const { id, addressKey } of users) {
        equal((await to.users.byAddressKey(addressKey))?.id, id);
        equal((await to.sessions.listOf(id)).length, 3);
      }
    },
  );

  test(
    "an address kept for one and taken by another is the other's, whoever comes first",
    async (_, to) => {
      const taken = aUser();
      const { address, addressKey } = taken;
      const kept = { address, addressKey, keptUntil: NOW + 1 };
      const before = aUser({ formerAddresses: [kept] });
      const after = aUser({ formerAddresses: [kept] });
      for (const value of [before, taken, after]) {
        await to.records.write([{ kind: "user", value }], NOW);
      }
      equal((await to.users.byAddressKey(addressKey))?.id, taken.id);
      equal((await to.users.list({ limit: 5 })).items.length, 3);
    },
  );
}

/** Reading a store as it was at one moment, for those that can. */
export function snapshotContract(name: string, open: OpenStore): void {
  Deno.test(`${name}: what is written meanwhile is not in a snapshot`, async () => {
    const store = await open();
    try {
      await fillStore(store);
      const before = await allRecords(store.records);
      const read = await store.records.snapshot(async (frozen) => {
        const first = await frozen.read({ limit: 2 });
        for (let count = 0; count < 20; count++) {
          await store.users.create(aUser());
        }
        await store.sessions.endEveryone(NOW + HOUR);
        const { cursor } = first;
        const rest = await frozen.read({ cursor, limit: 1000 });
        return [...first.items, ...rest.items];
      });
      equal(read, before);
      equal((await store.users.list({ limit: 50 })).items.length, 23);
    } finally {
      await store.close();
    }
  });
}
