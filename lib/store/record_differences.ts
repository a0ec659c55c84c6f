/**
 * Walking through two sets of records side by side.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { recordText } from "./record_text.ts";
import {
  compareRecords,
  expiryOf,
  type RecordKind,
  type RecordReader,
  type StoreRecord,
} from "./records.ts";

/** How many records are read at once. */
export const PAGE_SIZE = 500;

/** Records in the order of `compareRecords`. */
export type Records = AsyncIterable<StoreRecord>;

/** All records that there are to read. */
export async function* recordsOf(
  reader: RecordReader,
): AsyncGenerator<StoreRecord> {
  let cursor: string | undefined;
  do {
    const page = await reader.read({ cursor, limit: PAGE_SIZE });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The records of one place: at least one of the two is there. */
export interface Pair {
  readonly left: StoreRecord | null;
  readonly right: StoreRecord | null;
}

/** Every place where there is a record in the one, the other or both. */
export async function* pairs(
  left: Records,
  right: Records,
): AsyncGenerator<Pair> {
  const [lefts, rights] = [left, right].map((some) =>
    some[Symbol.asyncIterator]()
  );
  const next = async (some: AsyncIterator<StoreRecord>) => {
    const { value, done } = await some.next();
    return done ? null : value;
  };
  let [one, other] = [await next(lefts), await next(rights)];
  while (one || other) {
    const order = !one ? 1 : !other ? -1 : compareRecords(one, other);
    yield { left: order <= 0 ? one : null, right: order >= 0 ? other : null };
    if (order <= 0) one = await next(lefts);
    if (order >= 0) other = await next(rights);
  }
}

/** What came of a comparison. */
export interface Comparison {
  /** How many records of each kind are the same on both sides. */
  readonly same: ReadonlyMap<RecordKind, number>;
  /** How many of each kind are on one side alone, or not alike. */
  readonly different: ReadonlyMap<RecordKind, number>;
  /** SHA-256, in hex, of the texts of those of the left side, a line each; of the right side. */
  readonly hashes: readonly [left: string, right: string];
}

/**
 * Compares every record. One that is missing is no difference once it has expired: a
 * database may have forgotten it.
 *
 * @param reached Called now and then with how many places are behind.
 */
export async function compare(
  left: Records,
  right: Records,
  now: () => number,
  reached: (places: number) => void,
): Promise<Comparison> {
  const same = new Map<RecordKind, number>();
  const different = new Map<RecordKind, number>();
  const [leftHash, rightHash] = [createHash("sha256"), createHash("sha256")];
  let places = 0;
  for await (const { left: one, right: other } of pairs(left, right)) {
    if (++places % PAGE_SIZE === 0) reached(places);
    const single = one && other ? null : one ?? other;
    if (single && hasExpired(single, now())) continue;
    const [text, otherText] = [one, other].map((some) =>
      some && recordText(some)
    );
    if (text) leftHash.update(`${text}\n`);
    if (otherText) rightHash.update(`${otherText}\n`);
    const kind = (one ?? other)?.kind;
    if (kind) count(text === otherText ? same : different, kind);
  }
  reached(places);
  const hashes = [leftHash.digest("hex"), rightHash.digest("hex")] as const;
  return { same, different, hashes };
}

/** Whether a database may have forgotten a record. */
export function hasExpired(record: StoreRecord, now: number): boolean {
  const expiry = expiryOf(record);
  return expiry !== null && expiry <= now;
}

function count(counts: Map<RecordKind, number>, kind: RecordKind): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
