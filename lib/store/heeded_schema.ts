/**
 * Keeps a running app from a database that a newer one has changed meanwhile: it does
 * not know what it would break.
 *
 * @module
 */
import { aroundOperations } from "./operations.ts";
import { SCHEMA_VERSION, StoreTooNewError } from "./schema_version.ts";
import type { Store } from "./store.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/**
 * The same store, whose operations are all refused from when a ping finds the schema of
 * a newer app until one finds our own again. Between pings nothing is asked for it.
 */
export function heedSchema(store: Store): Store {
  let refused: StoreUnavailableError | null = null;
  const heeding = aroundOperations(
    store,
    (run) => (...args) => refused ? Promise.reject(refused) : run(...args),
  );
  return {
    ...heeding,
    async ping() {
      try {
        await store.ping();
        refused = null;
      } catch (error) {
        if (isNewer(error)) refused = error;
        throw error;
      }
    },
  };
}

/** @throws {StoreUnavailableError} `newer`, when a database has a schema that this app does not know. */
export function mustBeKnown(schema: number): void {
  if (schema <= SCHEMA_VERSION) return;
  throw new StoreUnavailableError("newer", {
    cause: new StoreTooNewError(schema),
  });
}

/** Whether an error says that the database is a newer app's. */
export function isNewer(error: unknown): error is StoreUnavailableError {
  return error instanceof StoreUnavailableError && error.trouble === "newer";
}
