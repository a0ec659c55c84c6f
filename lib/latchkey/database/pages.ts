/**
 * Pagination with cursors.
 *
 * @module
 */

/** One page of a list. `cursor` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Where a page starts, and the most items it may have. */
export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}

/**
 * Makes a page from `limit + 1` rows: the extra row shows that there are more. Invalid rows are
 * left out, so a page may be shorter.
 *
 * @param cursorOf The cursor of the page that starts after a row.
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

/** Items per query when a whole list is read. */
const PAGE_SIZE = 500;

/** All items of a list, read page by page. */
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
