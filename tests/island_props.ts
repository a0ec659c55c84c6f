/**
 * What a page sends to its islands.
 *
 * @module
 */

/**
 * The props of each island on a page, as serialised by lib/fresh or Fresh
 * itself.
 */
export function islandProps(html: string): Record<string, unknown>[] {
  const [, own] = /id="fresh-islands"[^>]*>([^<]*)</.exec(html) ?? [];
  if (own) return JSON.parse(own).map((entry: unknown[]) => entry[1]);
  const [, sent] = /boot\(\{[^}]*\},("(?:[^"\\]|\\.)*")\)/.exec(html) ?? [];
  if (!sent) return [];
  const islands = fromList(JSON.parse(JSON.parse(sent)), 0);
  return (islands as { props: Record<string, unknown> }[])
    .map(({ props }) => props);
}

/**
 * Resolves a value from a list in which arrays and objects hold indexes into
 * that list.
 */
function fromList(values: readonly unknown[], place: number): unknown {
  const value = values[place];
  if (Array.isArray(value)) return value.map((at) => fromList(values, at));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, at]) => [name, fromList(values, at)]),
  );
}
