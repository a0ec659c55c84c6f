/**
 * Keeps a running app from a database that a newer one has changed in a way it does not
 * know: it does not know what it would break.
 *
 * @module
 */
import { SchemaTooNewError } from "./migrations.ts";
import { StoreUnavailableError } from "./unavailable.ts";
import { aroundOperations } from "./operations.ts";

/**
 * The same store, whose operations are all refused from when a ping finds a schema that this
 * app cannot work with until one finds our own again. Between pings nothing is asked for it.
 */
export function guardSchema<
  Guarded extends { ping(): Promise<void>; close(): Promise<void> },
>(store: Guarded): Guarded {
  let refused: StoreUnavailableError | null = null;
  const guarded = aroundOperations(
    store,
    (run) => (...args) => refused ? Promise.reject(refused) : run(...args),
  );
  return {
    ...guarded,
    async ping() {
      try {
        await store.ping();
        refused = null;
      } catch (error) {
        if (!(error instanceof SchemaTooNewError)) throw error;
        refused = new StoreUnavailableError("newer", { cause: error });
        throw refused;
      }
    },
  };
}

/** Whether an error says that the database is a newer app's. */
export function isNewer(error: unknown): error is StoreUnavailableError {
  return error instanceof StoreUnavailableError && error.trouble === "newer";
}
