/**
 * Listings that are given out a page at a time.
 *
 * @module
 */

/** One page of a listing, in order of id. `cursor` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Where a page of a listing begins, and how many items it may hold. */
export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}
