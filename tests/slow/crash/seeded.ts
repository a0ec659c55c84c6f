/**
 * Reproducible random choices: the same seed gives the same ones.
 *
 * @module
 */

/** Choices from a seed. */
export interface Chance {
  /** An integer from 0 up to but not including `below`. */
  number(below: number): number;
  /** One of several items. */
  oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item;
}

/** A random source from an integer: Mulberry32, a 32-bit generator. */
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
