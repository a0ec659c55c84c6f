/**
 * Stops a running app from using a database after a newer app has changed the schema in a
 * breaking way.
 *
 * @module
 */
import { SchemaTooNewError } from "./migrations.ts";
import { StoreUnavailableError } from "./unavailable.ts";
import { aroundOperations } from "./operations.ts";

/**
 * Wraps a store so that all operations are rejected from the moment a ping finds an unknown
 * breaking migration until a ping succeeds again.
 */
export function guardSchema<
  Guarded extends { ping(): Promise<void>; close(): Promise<void> },
>(store: Guarded): Guarded {
  let rejection: StoreUnavailableError | null = null;
  const guarded = aroundOperations(
    store,
    (run) => (...args) => rejection ? Promise.reject(rejection) : run(...args),
  );
  return {
    ...guarded,
    async ping() {
      try {
        await store.ping();
        rejection = null;
      } catch (error) {
        if (!(error instanceof SchemaTooNewError)) throw error;
        rejection = new StoreUnavailableError("newer", { cause: error });
        throw rejection;
      }
    },
  };
}

/** Whether an error means that a newer app has changed the schema. */
export function isNewer(error: unknown): error is StoreUnavailableError {
  return error instanceof StoreUnavailableError && error.trouble === "newer";
}
