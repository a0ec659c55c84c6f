/**
 * Chance that can be had again: the same seed gives the same choices.
 *
 * @module
 */

/** Choices made by a seed. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  number(below: number): number;
  /** One of some items. */
  oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item;
}

/** Chance by a whole number: Mulberry32, a generator of 32 bits. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number) => Math.floor(next() * below);
  return { number, oneOf: (items) => items[number(items.length)] };
}
