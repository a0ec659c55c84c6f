/**
 * Notices that a newer app has changed the database under this one, and says so.
 *
 * @module
 */
import { failureFields } from "../telemetry/database_failures.ts";
import type { Services } from "../services.ts";
import { isNewer } from "../database/schema_guard.ts";

/**
 * Makes a look at the database, to be taken again and again. The log has one line when
 * the store begins to refuse everything because it is a newer app's, and one when it no
 * longer does. Another trouble is told by whoever asks the store for something.
 */
export function createSchemaCheck(
  { store, log }: Pick<Services, "store" | "log">,
): () => Promise<void> {
  let isRefused = false;
  return async () => {
    try {
      await store.ping();
      if (isRefused) log.info("store.schema_known");
      isRefused = false;
    } catch (error) {
      if (!isNewer(error)) return;
      if (!isRefused) log.warn("store.schema_newer", failureFields(error));
      isRefused = true;
    }
  };
}
