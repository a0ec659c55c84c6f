/** Values edited in `sqlite3` or `psql`. */
import { deepStrictEqual as equal } from "node:assert/strict";
import {
  anActivity,
  aUser,
  HOSTILE_LANGUAGES,
  HOUR,
  NOW,
} from "../testing/database/fixtures.ts";
import { ABSENT, EMPTY, fill, user } from "../testing/database/hostile_rows.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";

/**
 * Numeric columns; the edit fails if a check in PostgreSQL isn't named
 * `table_column_check`.
 */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  users: ["created_at", "session_epoch", "credential_epoch", "verified_at"],
  sessions: ["created_at", "last_seen_at", "proved_at", "expires_at"],
  tokens: ["created_at", "expires_at"],
  codes: ["attempts_left", "expires_at"],
  activity: ["at", "expires_at"],
  incidents: ["at"],
  emails: ["created_at", "attempts"],
};

onEachDatabase(
  "ignores rows with numbers too large for JavaScript",
  async ({ open, edit, dialect }) => {
    const { store } = await open();
    for (const [table, columns] of Object.entries(NUMBERS)) {
      for (const column of columns) {
        await fill(store);
        const unchecked = dialect === "sqlite"
          ? "pragma ignore_check_constraints = on"
          : `alter table ${table} drop constraint ${table}_${column}_check`;
        await edit(
          `begin; ${unchecked}; update ${table} set ${column} = 9007199254740993; commit`,
        );
        await ABSENT[table](store).catch((cause) => {
          throw new Error(`${table}.${column}`, { cause });
        });
        await edit(EMPTY);
      }
    }
  },
  "migrated",
);

onEachDatabase(
  "treats an unknown language as not chosen",
  async ({ open, edit }) => {
    const { users } = (await open()).store;
    await users.create({ ...user, language: "de" });
    for (const tag of HOSTILE_LANGUAGES) {
      await edit(`update users set language = '${tag.replaceAll("'", "''")}'`);
      equal(await users.byId("ada"), { ...user, language: null });
    }
  },
);

onEachDatabase(
  "an invalid counter locks nobody out",
  async ({ open, edit, dialect }) => {
    const { limits } = (await open()).store;
    const take = () =>
      limits.take([["a", { burst: 1, refillSeconds: 1 }]], NOW);
    const values = dialect === "sqlite"
      ? ["-1", "9e999", "-9e999", "1e300"]
      : ["-1", "'Infinity'", "'-Infinity'", "'NaN'", "1e300"];
    for (const value of values) {
      await edit("delete from rate_limits");
      await edit(`insert into rate_limits values ('a', ${value})`);
      equal(await take(), { allowed: true }, value);
    }
  },
);

onEachDatabase(
  "an address row that names another account finds only that one, and survives the first one's removal",
  async ({ open, edit }) => {
    const { users } = (await open()).store;
    const [ada, bob] = [aUser({ id: "ada" }), aUser({ id: "bob" })];
    for (const one of [ada, bob]) await users.create(one);
    await edit(
      `update email_addresses set user_id = 'bob', kept_until = ${NOW + HOUR}
     where user_id = 'ada'`,
    );
    equal(await users.byAddressKey(ada.addressKey), null);
    equal(
      (await users.byFormerAddressKey(ada.addressKey, NOW))?.id,
      "bob",
    );
    equal(await users.byId("ada"), null);
    equal(await users.remove("ada"), true);
    equal(await users.create(aUser({ addressKey: ada.addressKey })), false);
    equal((await users.byId("bob"))?.formerAddresses.length, 1);
  },
);

onEachDatabase(
  "replaces characters that the database can't store",
  async ({ open }) => {
    const { store } = await open();
    const name = "A\0d\ud800a";
    const address = "a\0@example.com";
    const user = aUser({ name, address, addressKey: address });
    equal(await store.users.create(user), true);
    const found = await store.users.byAddressKey(address);
    equal(found?.id, user.id);
    equal(found?.name, "A\uFFFDd\uFFFDa");
    equal(await store.users.create({ ...user, id: "other" }), false);
    await store.activity.add(anActivity({ userId: user.id, detail: "\0" }));
    const { items } = await store.activity.listOf(user.id, { limit: 1 });
    equal(items[0].detail, "\uFFFD");
    await store.limits.take([["\0", { burst: 1, refillSeconds: 1 }]], NOW);
  },
);
