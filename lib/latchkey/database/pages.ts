/**
 * Listings that are given out a page at a time.
 *
 * @module
 */

/** One page of a listing. `cursor` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Where a page of a listing begins, and how many items it may hold. */
export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}

/**
 * Makes a page of one row more than it may hold, by which it is known that there are more.
 * A row that cannot be believed is left out, so that a page may be shorter, but the next
 * page begins behind it all the same: a cursor may hold any text.
 *
 * @param cursorOf The cursor that leads on from a row.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => Item | null,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const items = rows.slice(0, limit).map(read).filter((item) => item !== null);
  if (rows.length <= limit) return { items };
  return { items, cursor: cursorOf(rows[limit - 1]) };
}

/** How many items of a whole listing are read at once. */
const PAGE_SIZE = 500;

/** Every item of a listing, read page by page. */
export async function* allItems<Item>(
  list: (request: PageRequest) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await list({ cursor, limit: PAGE_SIZE });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
