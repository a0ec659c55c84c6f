/**
 * What a platform needs long to make for a language, and is quick with afterwards.
 *
 * @module
 */

/** Makes something once for each locale, and gives it again as often as it is asked: the site has few. */
export function byLocale<Made>(
  make: (locale: string) => Made,
): (locale: string) => Made {
  const made = new Map<string, Made>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}
