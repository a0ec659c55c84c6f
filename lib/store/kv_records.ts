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
import type { Page, PageRequest } from "./pages.ts";
import {
  readPlace,
  RECORD_KINDS,
  recordPlace,
  type RecordReader,
  type RecordStore,
  type StoreRecord,
} from "./records.ts";

/**
 * The records of a database.
 *
 * @param file Where it was opened; null when it is no file.
 */
export function kvRecords(kv: Deno.Kv, file: string | null): RecordStore {
  return {
    ...kvReader(kv),
    write: (records, now) => writeRecords(kv, records, now),
    count: () => countRecords(kv),
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
  return { read: (page) => readPage(kv, page) };
}

async function readPage(
  kv: Deno.Kv,
  { cursor, limit }: PageRequest,
): Promise<Page<StoreRecord>> {
  const items: StoreRecord[] = [];
  const place = readPlace(cursor);
  const first = place ? RECORD_KINDS.indexOf(place.kind) : 0;
  for (const kind of RECORD_KINDS.slice(first)) {
    const after = kind === place?.kind ? place.key : null;
    for await (const record of readRecordsOf(kv, kind, after)) {
      if (items.length === limit) {
        return { items, cursor: recordPlace(items[limit - 1]) };
      }
      items.push(record);
    }
  }
  return { items };
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
