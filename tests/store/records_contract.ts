/**
 * What every store does with its records as a whole.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  compareRecords,
  RECORD_KINDS,
  recordPlace,
} from "../../lib/store/store.ts";
import { aUser, NOW, type StoreTest } from "./fixtures.ts";

import { allRecords, fillStore } from "./filled_store.ts";

/** Reading and writing records. */
export function recordsContract(test: StoreTest): void {
  test("an empty store has no records", async ({ records }) => {
    equal(await records.read({ limit: 5 }), { items: [] });
    equal(await records.estimate() ?? 0, 0);
    equal(await records.arriving(), null);
  });

  test("records of every kind are read in order, none of what is over", async (store) => {
    const { live, ended, burnt } = await fillStore(store);
    const all = await allRecords(store.records);
    equal(new Set(all.map(({ kind }) => kind)), new Set(RECORD_KINDS));
    equal(all, all.toSorted(compareRecords));
    equal(new Set(all.map(recordPlace)).size, all.length);
    const text = JSON.stringify(all);
    ok(text.includes(live.id));
    ok(!text.includes(ended.id));
    ok(!text.includes(burnt.hash));
    equal(await allRecords(store.records, 1), all);
    equal(await allRecords(store.records, 1000), all);
    const about = await store.records.estimate();
    ok(about === null || about >= all.length);
  });

  test("reading goes on after any record, whoever read it", async (store) => {
    await fillStore(store);
    const all = await allRecords(store.records);
    for (const [index, record] of all.entries()) {
      const cursor = recordPlace(record);
      const { items } = await store.records.read({ cursor, limit: 1000 });
      equal(items, all.slice(index + 1));
    }
  });

  test("a cursor that makes no sense begins at the beginning", async (store) => {
    await store.users.create(aUser());
    for (const cursor of ["", "x", "user", "nothing 1", "\0", "user "]) {
      equal((await store.records.read({ cursor, limit: 5 })).items.length, 1);
    }
  });

  test("records written where they were change nothing", async (store) => {
    await fillStore(store);
    const all = await allRecords(store.records);
    await store.records.write(all, NOW);
    equal(await allRecords(store.records), all);
  });

  test("what is arriving is remembered until it has come to its end", async ({ records }) => {
    await records.setArriving("a copy");
    await records.setArriving("a copy of another");
    equal(await records.arriving(), "a copy of another");
    equal(await records.read({ limit: 5 }), { items: [] });
    await records.setArriving(null);
    equal(await records.arriving(), null);
  });
}
