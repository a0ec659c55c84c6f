/**
 * A text of twenty lines for merges.
 *
 * @module
 */

/** Twenty numbered lines, of which some are replaced. */
export function lines(
  ...replaced: readonly (readonly [index: number, text: string])[]
): string {
  const all = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  for (const [index, text] of replaced) all[index] = text;
  return all.join("\n") + "\n";
}
