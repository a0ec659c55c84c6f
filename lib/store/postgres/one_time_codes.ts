/**
 * One-time codes in PostgreSQL.
 *
 * @module
 */
import { tryMacs } from "../code_tries.ts";
import type { OneTimeCode, OneTimeCodeStore } from "../one_time.ts";
import { isSibling, readCode, writeCode } from "../one_time_rows.ts";
import type { Database, Queries } from "./database.ts";
import { JOIN_GENERATION } from "./one_time_tokens.ts";
import { storableJson } from "./text.ts";

/** The one-time codes of a database. */
export function postgresOneTimeCodes(database: Database): OneTimeCodeStore {
  return {
    create: (code) => createCode(database, code),
    try: (subject, scope, macs, now) =>
      tryCode(database, subject, scope, macs, now),
  };
}

/** Replaces the code that its subject and scope had. */
export async function createCode(
  queries: Queries,
  code: OneTimeCode,
): Promise<void> {
  const row = writeCode(code);
  await queries.query(
    `${JOIN_GENERATION}
     insert into latchkey.one_time_codes (row, subject, scope, expires_at, generation)
     select $1::jsonb, $2, $3, $4, id from joined
     on conflict (subject, scope) do update set row = excluded.row,
       expires_at = excluded.expires_at, generation = excluded.generation`,
    [storableJson(row), row.subject, row.scope, row.expiresAt],
  );
}

/** A code as it lies in the database; a decoy has no generation. */
export interface CodeRow {
  readonly row: unknown;
  readonly generation: string | null;
  readonly subject: string;
  readonly scope: string;
}

/** The code whose row this is; null when it is none's. */
export function toCode(
  { row, generation, subject, scope }: CodeRow,
): OneTimeCode | null {
  return readCode({ code: row, generation }, subject, scope)?.code ?? null;
}

// In every case three statements, of which two write in the place where a code would be.
function tryCode(
  database: Database,
  subject: string,
  scope: string,
  macs: readonly string[],
  now: number,
): Promise<boolean> {
  if (!isSibling(subject, scope)) return Promise.resolve(false);
  return database.transaction(async (queries) => {
    const code = await lockCode(queries, subject, scope, now);
    const found = tryMacs(code, macs, now);
    if (found === "right") await useCode(queries, subject, scope);
    else {await setTried(
        queries,
        subject,
        scope,
        found === "wrong" ? code : null,
      );}
    return found === "right";
  });
}

/**
 * The live code of a subject and scope, which nobody else tries to the end of the
 * transaction. Where there is none a decoy is made and locked: so many tries at once
 * are in each other's way just as much.
 */
async function lockCode(
  queries: Queries,
  subject: string,
  scope: string,
  now: number,
): Promise<OneTimeCode | null> {
  const [locked] = await queries.query<CodeRow>(
    `insert into latchkey.one_time_codes as codes (row, subject, scope, expires_at)
     values ('{}', $1, $2, $3)
     on conflict (subject, scope) do update set subject = excluded.subject
     returning row, generation, subject, scope`,
    [subject, scope, now],
  );
  const [present] = await queries.query<{ id: string }>(
    `select id from latchkey.one_time_generations
     where subject = $1 and scope = $2 for update`,
    [subject, scope],
  );
  return locked.generation === present?.id ? toCode(locked) : null;
}

async function setTried(
  queries: Queries,
  subject: string,
  scope: string,
  code: OneTimeCode | null,
): Promise<void> {
  const tried = code && { ...code, triesLeft: code.triesLeft - 1 };
  await queries.query(
    `update latchkey.one_time_codes set row = coalesce($3::jsonb, row)
     where subject = $1 and scope = $2`,
    [subject, scope, tried && storableJson(writeCode(tried))],
  );
}

/** Uses a code up and burns its siblings. */
async function useCode(
  queries: Queries,
  subject: string,
  scope: string,
): Promise<void> {
  await queries.query(
    `with burnt as (
       delete from latchkey.one_time_generations where subject = $1 and scope = $2
     ) delete from latchkey.one_time_codes where subject = $1 and scope = $2`,
    [subject, scope],
  );
}
