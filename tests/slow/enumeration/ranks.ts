/**
 * Whether two series of measured times can be told apart, by ranks only, so
 * that a few slow outliers of a busy machine weigh no more than other times.
 *
 * @module
 */

/**
 * How often a time of `a` is longer than one of `b`, from 0 to 1, ties counted
 * half: 0.5 when they can't be told apart (the Mann-Whitney U statistic over
 * its maximum).
 */
export function shareLonger(
  a: readonly number[],
  b: readonly number[],
): number {
  const sorted = b.toSorted((x, y) => x - y);
  const wins = a.map((time) =>
    (countBelow(sorted, time) + countUpTo(sorted, time)) / 2
  );
  return wins.reduce((sum, count) => sum + count, 0) / (a.length * b.length);
}

/** How far the share strays from 0.5 by chance: one standard deviation. */
export function deviationOf(a: number, b: number): number {
  return Math.sqrt((a + b + 1) / (12 * a * b));
}

function countBelow(sorted: readonly number[], time: number): number {
  const index = sorted.findIndex((other) => other >= time);
  return index < 0 ? sorted.length : index;
}

function countUpTo(sorted: readonly number[], time: number): number {
  const index = sorted.findIndex((other) => other > time);
  return index < 0 ? sorted.length : index;
}
