/** Lists that contain manually edited rows. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { Page, PageRequest } from "./pages.ts";
import {
  aMail,
  anActivity,
  aUser,
  HOUR,
  NOW,
} from "../testing/database/fixtures.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../testing/database/on_each_database.ts";

/** Ids that the app never generates, sorted by bytes among those it may. */
const ODD_IDS = [
  "",
  " ",
  "a b",
  "b\tc",
  "c'd",
  "d".repeat(65),
  "\u00e4",
  "\u{10ffff}",
];

const GOOD_IDS = ["a", "b", "c", "d", "z"];

/** Inserts a copy of a row with another value in a column. */
async function copyRow(
  { edit }: TestDatabase,
  table: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const [row] = await edit<object>(`select * from ${table} limit 1`);
  const columns = Object.keys(row);
  const values = columns.map((name) =>
    name in changes ? `'${changes[name].replaceAll("'", "''")}'` : name
  );
  await edit(
    `insert into ${table} (${columns}) select ${values} from ${table} limit 1`,
  );
}

/** The ids on all pages. */
async function idsOf(
  list: (page: PageRequest) => Promise<Page<{ readonly id: string }>>,
): Promise<string[]> {
  const ids: string[] = [];
  let [cursor, pages]: [string | undefined, number] = [undefined, 0];
  do {
    const page = await list({ limit: 2, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.cursor;
    ok(++pages < 20, "the pages come to an end");
  } while (cursor !== undefined);
  return ids.sort();
}

onEachDatabase(
  "pages of accounts continue past rows with invalid ids, which are deleted when due",
  async (test) => {
    const { users } = (await test.open()).store;
    for (const id of GOOD_IDS) {
      await users.create(
        aUser({ id, addressKey: `${id}@x`, verifiedAt: null }),
      );
    }
    for (const id of ODD_IDS) {
      await copyRow(test, "users", { id });
      const addressKey = id === "d".repeat(65) ? "d".repeat(700) : `${id}!`;
      await copyRow(test, "email_addresses", {
        user_id: id,
        address_key: addressKey,
      });
    }
    equal(await idsOf(users.list), GOOD_IDS);
    equal(await idsOf((page) => users.search("", page)), GOOD_IDS);
    equal(await idsOf((page) => users.unconfirmed(NOW, page)), GOOD_IDS);

    await test.edit(`update users set delete_after = ${NOW}`);
    const due = await users.dueForDeletion(NOW, 100);
    for (const id of due) equal(await users.remove(id), true, id);
    equal(await users.dueForDeletion(NOW, 100), []);
  },
);

onEachDatabase(
  "pages of emails and activity continue past rows with invalid ids",
  async (test) => {
    const { users, mailQueue, activity } = (await test.open()).store;
    await users.create(aUser({ id: "ada" }));
    for (const id of GOOD_IDS) {
      await mailQueue.add(aMail({ id }));
      await activity.add(anActivity({ id }));
    }
    for (const id of ODD_IDS) {
      await copyRow(test, "emails", { id });
      await copyRow(test, "activity", { id });
    }
    equal(await idsOf(mailQueue.list), GOOD_IDS);
    equal(await idsOf((page) => activity.listOf("ada", page)), GOOD_IDS);
    await activity.add(anActivity({ id: "late", at: Number.MAX_SAFE_INTEGER }));
    await activity.add(anActivity({ id: "last", at: Number.MAX_SAFE_INTEGER }));
    equal(
      await idsOf((page) => activity.listOf("ada", page)),
      [...GOOD_IDS, "last", "late"].sort(),
    );
  },
);

onEachDatabase(
  "invalid emails don't block valid ones",
  async (test) => {
    const { mailQueue } = (await test.open()).store;
    const good = aMail({ dueAt: NOW });
    await mailQueue.add({ ...good, id: "first", dueAt: NOW - 1 });
    for (const id of ODD_IDS) await copyRow(test, "emails", { id });
    await mailQueue.add(good);
    await mailQueue.done("first");
    equal((await mailQueue.claim(NOW, NOW + HOUR))?.id, good.id);
    equal(await mailQueue.claim(NOW, NOW + HOUR), null);
  },
);
