/**
 * Finds the first pattern that matches a path: exact paths first, then patterns in the order
 * they were added. `rou3` finds the candidates. `URLPattern` matches the few patterns that
 * `rou3` doesn't support.
 * @module
 */
import { addRoute, createRouter, findAllRoutes } from "rou3";

/** The result of a match. */
export interface Match<T> {
  /** The pattern's value; undefined if a parameter's encoding is invalid. */
  readonly value: T | undefined;
  /** The parameters, percent-decoded. */
  readonly params: Record<string, string>;
}

interface Entry<T> {
  readonly value: T;
  readonly order: number;
  readonly endsWithStar: boolean;
}

interface Slow<T> extends Entry<T> {
  readonly pattern: URLPattern;
}

const isDynamic = /[:*{}()?+\\]/;

/** A set of patterns. */
export class Router<T> {
  #static = new Map<string, T>();
  #tree = createRouter<Entry<T>>();
  #slow: Slow<T>[] = [];
  #count = 0;

  /** Adds a pattern in `URLPattern` syntax. Add each pattern only once. */
  add(pattern: string, value: T): void {
    if (!isDynamic.test(pattern)) {
      const path = new URL(pattern, "http://x").pathname;
      this.#static.set(path.replace(/(?<=.)\/$/, ""), value);
      return;
    }
    const entry = {
      value,
      order: this.#count++,
      endsWithStar: pattern.endsWith("/*"),
    };
    try {
      addRoute(this.#tree, "", pattern, entry);
    } catch {
      const compiled = new URLPattern({ pathname: pattern });
      this.#slow.push({ ...entry, pattern: compiled });
    }
  }

  /**
   * Returns the first pattern that matches a percent-encoded path, or null. One trailing slash
   * is ignored.
   */
  match(path: string): Match<T> | null {
    const bare = path.length > 1 && path.endsWith("/")
      ? path.slice(0, -1)
      : path;
    const exact = this.#static.get(bare);
    if (exact !== undefined) return { value: exact, params: {} };
    if (this.#count === 0) return null;
    let best: Entry<T> | null = null;
    let params: Groups;
    for (const found of findAllRoutes(this.#tree, "", path)) {
      const entry = found.data;
      if (best !== null && entry.order > best.order) continue;
      if (entry.endsWithStar && lastGroup(found.params) === undefined) continue;
      best = entry;
      params = found.params;
    }
    for (const entry of this.#slow) {
      if (best !== null && entry.order > best.order) break;
      const found = entry.pattern.exec({ pathname: path });
      if (found === null) continue;
      best = entry;
      params = found.pathname.groups;
      break;
    }
    return best && decoded(best.value, params);
  }
}

type Groups = Record<string, string | undefined> | undefined;

/** The match of a star at the end. URLPattern requires its slash. */
function lastGroup(params: Groups): string | undefined {
  let index = 0;
  while (params?.[index + 1] !== undefined) index++;
  return params?.[index];
}

/** Reserved characters stay encoded; a parameter that was left out is empty. */
function decoded<T>(value: T, groups: Groups): Match<T> {
  const params: Record<string, string> = {};
  try {
    for (const name in groups) {
      params[name] = decodeURI(groups[name] ?? "");
    }
    return { value, params };
  } catch {
    return { value: undefined, params: {} };
  }
}
