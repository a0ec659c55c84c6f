/** Rows that somebody edited in `sqlite3` or `psql`. */
import assert, { deepStrictEqual as equal } from "node:assert/strict";
import type { Store } from "../../lib/store/store.ts";
import {
  aCode,
  aMail,
  anActivity,
  aSession,
  aToken,
  aUser,
  HOSTILE_LANGUAGES,
  HOUR,
  NOW,
} from "./fixtures.ts";
import { onEachDatabase } from "./on_each_database.ts";

const user = aUser({ id: "ada", roles: ["admin"] });
const session = aSession(user);
const token = aToken();
const code = aCode();
const activity = anActivity();
const mail = aMail();
const incident = { id: "i", at: NOW, kind: "lock", userId: "ada" };

/** Fills an empty store with one row of each kind. */
async function fill(store: Store): Promise<void> {
  await store.users.create(user);
  await store.sessions.create(session);
  await store.oneTimeTokens.create(token);
  await store.oneTimeCodes.create(code);
  await store.activity.add(activity);
  await store.mailQueue.add(mail);
  await store.incidents.add(incident);
  await store.limits.take([["a", { burst: 1, refillSeconds: 1 }]], NOW);
}

/** Makes it empty again. */
const EMPTY =
  "delete from users; delete from tokens; delete from codes; delete from sessions; " +
  "delete from email_addresses; delete from user_roles; delete from emails; " +
  "delete from activity; delete from incidents; delete from rate_limits";

const long = (length: number) => `'${"x".repeat(length)}'`;

/** That the records of a table are absent, as the store tells it. */
const ABSENT: Readonly<Record<string, (store: Store) => Promise<void>>> = {
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

/** What does not fit, by the table that it is edited into. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  users: [
    `update users set password_hash = ${long(301)}`,
    `update users set name = ${long(201)}`,
    "insert into user_roles values ('ada', 'emperor')",
    "update email_addresses set address = ''",
    `update email_addresses set address = ${long(601)}`,
    "update email_addresses set kept_until = 5",
    "delete from email_addresses",
    "insert into email_addresses values ('', '', '', 'ada', 5)",
    "insert into email_addresses values ('a\x1eb', '', 'a\x1fb\x1ec', 'ada', 5)",
  ],
  sessions: [
    `update sessions set user_agent = ${long(513)}`,
    "update sessions set id = '../x'",
    "update sessions set epoch = 1",
  ],
  tokens: [
    "update tokens set purpose = ''",
    "update tokens set subject = 'a b'",
    "update tokens set scope = ''",
    "update tokens set data = 'oops'",
    "update tokens set data = 'null'",
    "update tokens set data = '{\"a\":1}'",
    "update tokens set data = '[[]]'",
    `update tokens set address_key = ${long(601)}`,
    "update tokens set hash = 'x'",
  ],
  codes: [
    "update codes set mac = 'x'",
    "update codes set mac = upper(mac) || 'A'",
    "update codes set scope = 'another'",
    "update codes set subject = 'bob'",
    "update codes set attempts_left = 0",
  ],
  activity: [
    "update activity set kind = ''",
    "update activity set id = 'a b'",
    `update activity set detail = ${long(1001)}`,
  ],
  incidents: [
    "update incidents set id = ''",
    "update incidents set user_id = 'a b'",
    `update incidents set kind = ${long(129)}`,
  ],
  emails: [
    "update emails set id = '../x'",
    "update emails set kind = ''",
    "update emails set data = 'oops'",
    "update emails set data = '{\"a\":[]}'",
    `update emails set last_error = ${long(1001)}`,
  ],
};

for (const [table, edits] of Object.entries(HOSTILE)) {
  onEachDatabase(
    `rows in ${table} that do not fit count as absent`,
    async ({ open, edit }) => {
      const { store } = await open();
      for (const sql of edits) {
        await fill(store);
        await edit(sql);
        await ABSENT[table](store).catch((cause) => {
          throw new Error(sql, { cause });
        });
        await edit(EMPTY);
      }
    },
  );
}

onEachDatabase(
  "the tables refuse what no row may hold",
  async ({ open, edit }) => {
    await fill((await open()).store);
    for (
      const sql of [
        "update users set created_at = -1",
        "update users set created_at = 9007199254740992",
        "update users set created_at = 'soon'",
        "update users set disabled = 'perhaps'",
        "update users set disabled = 7",
        "update users set name = null",
        "insert into user_roles values ('ada', 'admin')",
        "insert into email_addresses values ('b', '', 'b', 'ada', null)",
        "update email_addresses set kept_until = -1",
        "update sessions set expires_at = null",
        "update sessions set remembered = 'perhaps'",
        "insert into session_cutoff values (2, 1)",
        "insert into session_cutoff values (1, -1)",
        "update rate_limits set full_at = 'soon'",
        "update codes set attempts_left = -1",
        "update emails set due_at = 'soon'",
      ]
    ) {
      await assert.rejects(edit(sql), sql);
    }
  },
);

/** Columns of numbers; where a check of PostgreSQL has another name than `table_column_check`, the edit fails. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  users: ["created_at", "session_epoch", "credential_epoch", "verified_at"],
  sessions: ["created_at", "last_seen_at", "password_at", "expires_at"],
  tokens: ["created_at", "expires_at"],
  codes: ["attempts_left", "expires_at"],
  activity: ["at", "expires_at"],
  incidents: ["at"],
  emails: ["created_at", "attempts"],
};

onEachDatabase(
  "numbers beyond what JavaScript can hold count as absent",
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
  "a language that is none was never chosen",
  async ({ open, edit }) => {
    const { users } = (await open()).store;
    await users.create({ ...user, language: "de" });
    for (const tag of HOSTILE_LANGUAGES.filter(isText)) {
      await edit(`update users set language = '${tag.replaceAll("'", "''")}'`);
      equal(await users.byId("ada"), { ...user, language: null });
    }
  },
);

function isText(value: unknown): value is string {
  return typeof value === "string";
}

onEachDatabase(
  "a counter that makes no sense keeps nobody out",
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
  "an address whose row is another's finds that one alone, and removing the first leaves it alone",
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
  "a character that the database does not know becomes the one that stands for it",
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
