/**
 * The records of PostgreSQL.
 *
 * @module
 */
import { type KindReader, readRecordPage } from "../record_pages.ts";
import type { RecordReader, RecordStore } from "../records.ts";
import type { Database, Queries } from "./database.ts";
import { readRecordsOf } from "./records_read.ts";
import { writeRecords } from "./records_write.ts";

/** The records of a database. */
export function postgresRecords(database: Database): RecordStore {
  return {
    ...readerOf(database),
    write: (records, now) =>
      database.transaction((queries) => writeRecords(queries, records, now)),
    estimate: () => estimateRecords(database),
    snapshot: (use) => database.snapshot((queries) => use(readerOf(queries))),
    async arriving() {
      const [found] = await database.query<{ what: string }>(
        "select what from latchkey.arriving",
      );
      return found?.what ?? null;
    },
    async setArriving(what) {
      await database.query(
        what === null
          ? "delete from latchkey.arriving where $1::text is null"
          : `insert into latchkey.arriving (what) values ($1)
             on conflict (only_one) do update set what = excluded.what`,
        [what],
      );
    },
  };
}

function readerOf(queries: Queries): RecordReader {
  const readKind: KindReader = (kind, after, wanted) =>
    readRecordsOf(queries, kind, after, wanted);
  return { read: (page) => readRecordPage(readKind, page) };
}

const COUNTED = [
  "users",
  "removals",
  "sessions",
  "sessions_floor",
  "limits",
  "one_time_tokens",
  "one_time_codes",
  "activity",
  "incidents",
  "mails",
];

/**
 * What the server remembers of how many rows there are: no table is read for it, so it
 * takes no longer with millions of them. Its autovacuum brings it up to date soon after
 * much has changed; what it has not looked at yet counts as nothing.
 */
async function estimateRecords(queries: Queries): Promise<number | null> {
  const [{ rows }] = await queries.query<{ rows: number }>(
    `select sum(greatest(reltuples, 0))::bigint as rows from pg_class
     where relnamespace = 'latchkey'::regnamespace and relname = any($1::text[])`,
    [COUNTED],
  );
  return rows > 0 ? rows : null;
}
