/**
 * Reading and deleting in Deno KV by the many.
 *
 * @module
 */

/** Deno KV reads at most ten keys at once. */
const MAX_KEYS_A_READ = 10;

/** Deno KV writes at most a thousand keys at once, and a record with its index has two. */
export const MAX_RECORDS_A_WRITE = 400;

/** Reads any number of keys; the entries come in the order of the keys. */
export async function getAll(
  kv: Deno.Kv,
  keys: readonly Deno.KvKey[],
): Promise<Deno.KvEntryMaybe<unknown>[]> {
  const entries: Deno.KvEntryMaybe<unknown>[] = [];
  for (let from = 0; from < keys.length; from += MAX_KEYS_A_READ) {
    const some = keys.slice(from, from + MAX_KEYS_A_READ);
    entries.push(...await kv.getMany<unknown[]>(some));
  }
  return entries;
}

/** Reads the records that index entries point to: those whose key `toKey` makes of the entry. */
export async function* readThrough(
  kv: Deno.Kv,
  index: AsyncIterable<Deno.KvEntry<unknown>>,
  toKey: (indexEntry: Deno.KvEntry<unknown>) => Deno.KvKey,
): AsyncGenerator<[Deno.KvEntry<unknown>, Deno.KvEntryMaybe<unknown>]> {
  for await (const group of inGroups(index, MAX_KEYS_A_READ)) {
    const records = await getAll(kv, group.map(toKey));
    for (const [place, entry] of group.entries()) yield [entry, records[place]];
  }
}

/**
 * Deletes index entries and what else `alsoDelete` names for each, some hundred in one
 * write: not atomically.
 */
export async function sweep(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  alsoDelete: (entry: Deno.KvEntry<unknown>) => readonly Deno.KvKey[] | null =
    () => [],
): Promise<void> {
  for await (
    const entries of inGroups(kv.list({ prefix }), MAX_RECORDS_A_WRITE)
  ) {
    const write = kv.atomic();
    for (const entry of entries) {
      const others = alsoDelete(entry);
      if (!others) continue;
      for (const key of [entry.key, ...others]) write.delete(key);
    }
    await write.commit();
  }
}

async function* inGroups<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
