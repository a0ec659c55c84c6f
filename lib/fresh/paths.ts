/**
 * Joins patterns.
 * @module
 */

/** Joins two patterns. `*` alone matches everything below. */
export function joined(base: string, path: string): string {
  if (base === "*") return joined("", path);
  if (path === "*" && base === "") return path;
  const whole = `/${base}/${path}`.replaceAll(/\/+/g, "/");
  return path === "/" && whole !== "/" ? whole.slice(0, -1) : whole;
}

/** The same command, below `base`. */
export function below<E extends { path: string; scope?: string }>(
  base: string,
  entry: E,
): E {
  if (base === "*" || base === "/" || base === "") return entry;
  const path = joined(base, entry.path);
  return entry.scope === undefined
    ? { ...entry, path }
    : { ...entry, path, scope: joined(base, entry.scope) };
}
