/** Rows edited in `sqlite3` or `psql`. */
import assert from "node:assert/strict";
import { ABSENT, EMPTY, fill } from "../testing/database/hostile_rows.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";

const long = (length: number) => `'${"x".repeat(length)}'`;

/** Invalid values by the table they are written to. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  users: [
    `update users set password_hash = ${long(301)}`,
    `update users set name = ${long(201)}`,
    "insert into user_roles values ('ada', 'Emperor of Rome')",
    "update email_addresses set address = ''",
    `update email_addresses set address = ${long(601)}`,
    "update email_addresses set kept_until = 5",
    "update users set created_at = 9007199254740991",
    "update users set session_epoch = 9007199254740991",
    "delete from email_addresses",
    "insert into email_addresses values ('', '', '', 'ada', 5)",
    "insert into email_addresses values ('a\x1eb', '', 'a\x1fb\x1ec', 'ada', 5)",
  ],
  sessions: [
    `update sessions set user_agent = ${long(513)}`,
    "update sessions set id = '../x'",
    "update sessions set epoch = 1",
    "update sessions set last_seen_at = 9007199254740991",
  ],
  tokens: [
    "update tokens set purpose = ''",
    "update tokens set subject = 'a b'",
    "update tokens set scope = ''",
    "update tokens set data = 'oops'",
    "update tokens set data = 'null'",
    "update tokens set data = '{\"a\":1}'",
    "update tokens set data = '[[]]'",
    "update tokens set expires_at = 9007199254740991",
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
    "update incidents set at = 9007199254740991",
    "update incidents set user_id = 'a b'",
    `update incidents set kind = ${long(129)}`,
  ],
  emails: [
    "update emails set id = '../x'",
    "update emails set created_at = 9007199254740991",
    "update emails set attempts = 9007199254740991",
    "update emails set kind = ''",
    "update emails set data = 'oops'",
    "update emails set data = '{\"a\":[]}'",
    `update emails set last_error = ${long(1001)}`,
  ],
};

for (const [table, edits] of Object.entries(HOSTILE)) {
  onEachDatabase(
    `ignores invalid rows in ${table}`,
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
  "constraints reject invalid rows",
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
