/**
 * Three-way merges of JSON, by keys and not by lines, so that two additions beside each other
 * are no conflict and the result stays JSON.
 *
 * @module
 */

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Three versions of something. */
interface Versions<Value> {
  readonly base: Value;
  readonly site: Value;
  readonly next: Value;
}

/** A merge of JSON. */
export interface MergedJson {
  readonly bytes: Uint8Array;
  /** The keys that both sides changed, such as `imports.preact`. The site's values were kept. */
  readonly kept: readonly string[];
}

/** Merges three JSON documents; null if one of them is not plain JSON with an object. */
export function mergeJson(versions: Versions<Uint8Array>): MergedJson | null {
  const [base, site, next] = [versions.base, versions.site, versions.next]
    .map(parsed);
  if (base === null || site === null || next === null) return null;
  const kept: string[] = [];
  const merged = mergeObjects({ base, site, next }, "", kept);
  const text = JSON.stringify(merged, null, 2) + "\n";
  return { bytes: new TextEncoder().encode(text), kept };
}

/** The object in a JSON document; null if there is none. */
export function parsed(bytes: Uint8Array): JsonObject | null {
  try {
    const value: Json = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mergeObjects(
  { base, site, next }: Versions<JsonObject>,
  path: string,
  kept: string[],
): JsonObject {
  const entries: [string, Json][] = [];
  for (const key of keysInOrder(site, next)) {
    const [ofBase, ofSite, ofNext] = [base, site, next].map((object) =>
      Object.hasOwn(object, key) ? object[key] : undefined
    );
    const value = mergeValues(
      { base: ofBase, site: ofSite, next: ofNext },
      path ? `${path}.${key}` : key,
      kept,
    );
    if (value !== undefined) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

/** The site's order; what only the other has comes after the key that it follows there. */
function keysInOrder(site: JsonObject, next: JsonObject): string[] {
  const keys = Object.keys(site);
  let previous = -1;
  for (const key of Object.keys(next)) {
    const index = keys.indexOf(key);
    if (index === -1) keys.splice(++previous, 0, key);
    else previous = index;
  }
  return keys;
}

function mergeValues(
  { base, site, next }: Versions<Json | undefined>,
  path: string,
  kept: string[],
): Json | undefined {
  if (isEqual(base, next) || isEqual(site, next)) return site;
  if (isEqual(base, site)) return next;
  if (isObject(site) && isObject(next)) {
    return mergeObjects(
      { base: isObject(base) ? base : {}, site, next },
      path,
      kept,
    );
  }
  if (isList(site) && isList(next)) {
    return mergeLists({ base: isList(base) ? base : [], site, next });
  }
  kept.push(path);
  return site;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Adds what was added, and removes what was removed. */
function mergeLists({ base, site, next }: Versions<readonly Json[]>): Json[] {
  const has = (list: readonly Json[], value: Json) =>
    list.some((each) => isEqual(each, value));
  return [
    ...site.filter((value) => has(next, value) || !has(base, value)),
    ...next.filter((value) => !has(base, value) && !has(site, value)),
  ];
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
