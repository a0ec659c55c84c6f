/**
 * Pages of records that go on from kind to kind.
 *
 * @module
 */
import type { Page, PageRequest } from "./pages.ts";
import {
  readPlace,
  RECORD_KINDS,
  type RecordKind,
  recordPlace,
  type StoreRecord,
} from "./records.ts";

/**
 * Reads the records of a kind, in order of their keys, after one of them or from the
 * first. Nobody takes more than `wanted`.
 */
export type KindReader = (
  kind: RecordKind,
  after: string | null,
  wanted: number,
) => AsyncIterable<StoreRecord>;

/** Makes the page that `RecordReader` promises. */
export async function readRecordPage(
  readKind: KindReader,
  { cursor, limit }: PageRequest,
): Promise<Page<StoreRecord>> {
  const items: StoreRecord[] = [];
  const place = readPlace(cursor);
  const first = place ? RECORD_KINDS.indexOf(place.kind) : 0;
  for (const kind of RECORD_KINDS.slice(first)) {
    const after = kind === place?.kind ? place.key : null;
    const wanted = limit + 1 - items.length; // By the one too many it is known that there are more.
    for await (const record of readKind(kind, after, wanted)) {
      if (items.length === limit) {
        return { items, cursor: recordPlace(items[limit - 1]) };
      }
      items.push(record);
    }
  }
  return { items };
}
