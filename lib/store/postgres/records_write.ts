/**
 * Adding records to PostgreSQL as they are.
 *
 * @module
 */
import { writeActivity, writeIncident } from "../log_rows.ts";
import { keptUntil, writeMail } from "../mail_rows.ts";
import {
  type RecordKind,
  recordPlace,
  type RecordValues,
  type StoreRecord,
} from "../records.ts";
import { writeSession, writeUser } from "../rows.ts";
import type { User } from "../users.ts";
import type { Queries } from "./database.ts";
import { createCode } from "./one_time_codes.ts";
import { createToken } from "./one_time_tokens.ts";
import { storable, storableJson } from "./text.ts";

/** Adds records, those of each kind by one statement where that can be. To be called in a transaction. */
export async function writeRecords(
  queries: Queries,
  records: readonly StoreRecord[],
  now: number,
): Promise<void> {
  const latest = [
    ...new Map(records.map((record) => [recordPlace(record), record])).values(),
  ];
  await writeUsers(queries, valuesOf(latest, "user"), now);
  await writeRows(
    queries,
    INTO_SESSIONS,
    valuesOf(latest, "session").map(writeSession),
  );
  await writeRows(queries, INTO_REMOVALS, valuesOf(latest, "removal"));
  await writeRows(queries, INTO_FLOOR, valuesOf(latest, "sessionsFloor"));
  await writeRows(queries, INTO_LIMITS, valuesOf(latest, "limit"));
  for (const token of valuesOf(latest, "oneTimeToken")) {
    await createToken(queries, token);
  }
  for (const code of valuesOf(latest, "oneTimeCode")) {
    await createCode(queries, code);
  }
  await writeRows(
    queries,
    INTO_ACTIVITY,
    valuesOf(latest, "activity").map(writeActivity),
  );
  await writeRows(
    queries,
    INTO_INCIDENTS,
    valuesOf(latest, "incident").map(writeIncident),
  );
  const mails = valuesOf(latest, "mail").map(writeMail);
  await writeRows(
    queries,
    INTO_MAILS,
    mails.map((mail) => ({ row: mail, keptUntil: keptUntil(mail) })),
  );
}

function valuesOf<Kind extends RecordKind>(
  records: readonly StoreRecord[],
  kind: Kind,
): RecordValues[Kind][] {
  const isOfKind = (record: StoreRecord) => record.kind === kind;
  return records.filter(isOfKind).map(({ value }) =>
    value as RecordValues[Kind]
  );
}

/** Runs a statement that takes all its rows as one JSON array. */
async function writeRows(
  queries: Queries,
  statement: string,
  rows: readonly unknown[],
): Promise<void> {
  if (rows.length > 0) await queries.query(statement, [storableJson(rows)]);
}

const EACH = "jsonb_array_elements($1::jsonb) as each (value)";

const INTO_USERS = `insert into latchkey.users (row) select value from ${EACH}
  on conflict (id) do update set row = excluded.row`;

const INTO_SESSIONS =
  `insert into latchkey.sessions (row) select value from ${EACH}
  on conflict (id) do update set row = excluded.row`;

const INTO_REMOVALS = `insert into latchkey.removals (user_id)
  select value->>'userId' from ${EACH} on conflict do nothing`;

const INTO_FLOOR = `insert into latchkey.sessions_floor (ended_at)
  select (value->>'endedAt')::bigint from ${EACH}
  on conflict (only_one) do update set ended_at = excluded.ended_at`;

const INTO_LIMITS = `insert into latchkey.limits (key, full_at)
  select value->>'key', (value->>'fullAt')::float8 from ${EACH}
  on conflict (key) do update set full_at = excluded.full_at`;

const INTO_ACTIVITY =
  `insert into latchkey.activity (row) select value from ${EACH}
  on conflict (user_id, at, id) do update set row = excluded.row`;

const INTO_INCIDENTS =
  `insert into latchkey.incidents (row) select value from ${EACH}
  on conflict (at, id) do update set row = excluded.row`;

const INTO_MAILS = `insert into latchkey.mails (row, kept_until)
  select value->'row', (value->>'keptUntil')::bigint from ${EACH}
  on conflict (id) do update set row = excluded.row, kept_until = excluded.kept_until`;

async function writeUsers(
  queries: Queries,
  users: readonly User[],
  now: number,
): Promise<void> {
  if (users.length === 0) return;
  await queries.query(
    "delete from latchkey.addresses where user_id = any($1::text[])",
    [users.map(({ id }) => id)],
  );
  await writeRows(queries, INTO_USERS, users.map(writeUser));
  for (const { id, addressKey } of users) {
    await takeAddress(queries, id, addressKey);
  }
  const former = users.flatMap(({ id, formerAddresses }) =>
    formerAddresses
      .filter(({ keptUntil }) => now < keptUntil)
      .map((address) => [id, address] as const)
  );
  for (const [id, { addressKey, keptUntil }] of former) {
    await queries.query(
      `insert into latchkey.addresses as present (address_key, user_id, kept_until)
       values ($1, $2, $3)
       on conflict (address_key) do update
         set user_id = excluded.user_id, kept_until = excluded.kept_until
         where present.kept_until < excluded.kept_until`,
      [addressKey, id, keptUntil],
    );
  }
}

/** Gives a user their address, also where it is kept for somebody else. */
async function takeAddress(
  queries: Queries,
  id: string,
  addressKey: string,
): Promise<void> {
  const [{ user_id: owner }] = await queries.query<{ user_id: string }>(
    `insert into latchkey.addresses as present (address_key, user_id)
     values ($1, $2)
     on conflict (address_key) do update set kept_until = null,
       user_id = case when present.kept_until is null then present.user_id
         else excluded.user_id end
     returning user_id`,
    [storable(addressKey), id],
  );
  if (owner !== id) {
    throw new Error(`The users ${owner} and ${id} have one address.`);
  }
}
