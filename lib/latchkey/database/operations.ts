/**
 * Wraps every operation of a store.
 *
 * @module
 */
/** An operation of a store. */
export type Operation = (...args: unknown[]) => unknown;

/**
 * Wraps each operation of a store, except `close`.
 *
 * @param around Takes an operation and its name, such as `sessions.find` or `ping`.
 */
export function aroundOperations<Store extends object>(
  store: Store,
  around: (run: Operation, name: string) => Operation,
): Store {
  const wrapped = (part: object, group: string): object =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => {
        const name = group + key;
        if (typeof value !== "function") {
          return [key, wrapped(value, `${name}.`)];
        }
        return [key, name === "close" ? value : around(value.bind(part), name)];
      }),
    );
  return wrapped(store, "") as Store;
}
