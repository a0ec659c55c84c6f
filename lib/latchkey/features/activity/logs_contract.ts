/**
 * What every store does with activity.
 *
 * @module
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import type { Activity, Incident } from "./records.ts";
import {
  anActivity,
  NOW,
  type StoreTest,
  withUsers,
} from "../../testing/database/fixtures.ts";

/** Events of accounts. */
export function activityContract(plainTest: StoreTest): void {
  const test = withUsers(plainTest, "ada", "ada2", "ad");
  test("lists an account's own events, newest first", async ({ activity }) => {
    const times = [3, 1, 2, 10].map((ms) => NOW + ms);
    const adas = times.map((at) => anActivity({ at }));
    for (const one of adas) await activity.add(one);
    await activity.add(anActivity({ userId: "ada2" }));
    await activity.add(anActivity({ userId: "ad" }));
    equal(await activity.listOf("ada", { limit: 10 }), {
      items: adas.toSorted((a, b) => b.at - a.at),
    });
    equal(await activity.listOf("nobody", { limit: 10 }), { items: [] });
    equal(await activity.listOf("\ud800", { limit: 10 }), { items: [] });
  });

  test("lists all events of the same moment, page by page", async ({ activity }) => {
    const all = Array.from(
      { length: 7 },
      (_, index) => anActivity({ at: NOW + index % 2 }),
    );
    await Promise.all(all.map((one) => activity.add(one)));
    const seen: Activity[] = [];
    let cursor: string | undefined;
    do {
      const page = await activity.listOf("ada", { limit: 3, cursor });
      seen.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    equal(seen.length, 7);
    equal(new Set(seen.map(({ id }) => id)).size, 7);
    equal(seen.map(({ at }) => at - NOW), [1, 1, 1, 0, 0, 0, 0]);
  });

  test("new events don't change the next page", async ({ activity }) => {
    const all = [4, 3, 2, 1].map((ms) => anActivity({ at: NOW + ms }));
    for (const one of all) await activity.add(one);
    const first = await activity.listOf("ada", { limit: 2 });
    await activity.add(anActivity({ at: NOW + 9 }));
    const { cursor } = first;
    const last = await activity.listOf("ada", { limit: 2, cursor });
    equal(last, { items: all.slice(2) });
  });

  test("starts at the first page for an invalid cursor", async ({ activity }) => {
    const one = anActivity();
    await activity.add(one);
    for (
      const cursor of ["", "x", "1", "-1.a", "1e9.a", "9".repeat(99), "1.\0"]
    ) {
      const page = await activity.listOf("ada", { limit: 2, cursor });
      equal(page, { items: [one] });
    }
  });

  test("rejects an event that couldn't be read back", async ({ activity }) => {
    await rejects(activity.add(anActivity({ at: NaN })));
    await rejects(activity.add(anActivity({ userAgent: "x".repeat(513) })));
    equal(await activity.listOf("ada", { limit: 2 }), { items: [] });
  });
}

/** Actions of operators. */
export function incidentsContract(test: StoreTest): void {
  test("lists incidents, oldest first", async ({ incidents }) => {
    const all = [30, 1, 200].map((ms): Incident => ({
      id: crypto.randomUUID(),
      at: NOW + ms,
      kind: "lock",
      userId: ms === 1 ? "" : "ada",
    }));
    equal(await incidents.list(), []);
    await Promise.all(all.map((one) => incidents.add(one)));
    equal(await incidents.list(), all.toSorted((a, b) => a.at - b.at));
    await rejects(incidents.add({ ...all[0], kind: "" }));
  });
}
