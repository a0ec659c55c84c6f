/**
 * Which element of a document's head one of `<Head>` replaces. The server and islands share it.
 * @module
 */

/** The attribute with an element's `key`, which HTML has no other place for. */
export const KEY = "data-key";

/** Links that a document has several of, which differ by their address. */
const REPEATED =
  /^(alternate|stylesheet|preload|modulepreload|prefetch|preconnect|dns-prefetch)\b/;

/** What makes an element the same as another, most important first. */
export interface HeadIdentity {
  readonly key: string | null;
  readonly names: readonly string[];
}

/** An element's identity, by its tag and attributes. A title is the same as any other. */
export function identityOf(
  tag: string,
  attribute: (name: string) => string | null,
): HeadIdentity {
  const key = attribute(KEY);
  const names: string[] = [];
  const add = (kind: string, value: string | null) => {
    if (value) names.push(`${kind} ${value}`);
  };
  add("key", key);
  add("id", attribute("id"));
  if (tag === "title") names.push(tag);
  if (tag === "meta") add("meta", attribute("name"));
  if (tag === "link") add("link", relOf(attribute));
  return { key, names };
}

function relOf(attribute: (name: string) => string | null): string | null {
  const rel = attribute("rel");
  if (rel === null || !REPEATED.test(rel)) return rel;
  return `${rel} ${attribute("href")}`;
}

/**
 * The index of the last element that one with `identity` replaces, or -1. Another key is
 * another element.
 */
export function findReplaced(
  elements: readonly (HeadIdentity | null)[],
  { key, names }: HeadIdentity,
): number {
  for (const name of names) {
    const index = elements.findLastIndex((other) =>
      other?.names.includes(name) &&
      (key === null || other.key === null || key === other.key)
    );
    if (index !== -1) return index;
  }
  return -1;
}
