/**
 * A cache for objects of `Intl`, which are slow to create and fast to use.
 *
 * @module
 */

/** Wraps `make` so that it runs once per locale. */
export function byLocale<Made>(
  make: (locale: string) => Made,
): (locale: string) => Made {
  const cache = new Map<string, Made>();
  return (locale) => {
    const cached = cache.get(locale);
    if (cached !== undefined) return cached;
    const created = make(locale);
    cache.set(locale, created);
    return created;
  };
}
