/**
 * The records of Deno KV.
 *
 * @module
 */
import {
  ACTIVITY,
  ARRIVING,
  CODES,
  INCIDENTS,
  LIMITS,
  MAILS,
  SESSIONS,
  TOKENS,
  USERS,
} from "./kv_keys.ts";
import { BATCH_SIZE, readRecordsOf } from "./kv_records_read.ts";
import { writeRecords } from "./kv_records_write.ts";
import { withSnapshot } from "./kv_snapshot.ts";
import { type KindReader, readRecordPage } from "./record_pages.ts";
import type { RecordReader, RecordStore } from "./records.ts";

/**
 * The records of a database.
 *
 * @param file Where it was opened; null when it is no file.
 */
export function kvRecords(kv: Deno.Kv, file: string | null): RecordStore {
  return {
    ...kvReader(kv),
    write: (records, now) => writeRecords(kv, records, now),
    estimate: () => countRecords(kv),
    snapshot: (use) => withSnapshot(file, (copy) => use(kvReader(copy))),
    async arriving() {
      const { value } = await kv.get(ARRIVING);
      return typeof value === "string" ? value : null;
    },
    async setArriving(what) {
      if (what === null) await kv.delete(ARRIVING);
      else await kv.set(ARRIVING, what);
    },
  };
}

function kvReader(kv: Deno.Kv): RecordReader {
  const readKind: KindReader = (kind, after) => readRecordsOf(kv, kind, after);
  return { read: (page) => readRecordPage(readKind, page) };
}

const PREFIXES = [
  USERS,
  SESSIONS,
  LIMITS,
  TOKENS,
  CODES,
  ACTIVITY,
  INCIDENTS,
  MAILS,
];

/** What has ended but still lies there is counted too. */
async function countRecords(kv: Deno.Kv): Promise<number> {
  let count = 0;
  for (const prefix of PREFIXES) {
    for await (const _ of kv.list({ prefix }, { batchSize: BATCH_SIZE })) {
      count++;
    }
  }
  return count;
}
