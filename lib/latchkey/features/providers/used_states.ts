/**
 * States that came back from a provider.
 *
 * @module
 */
import { sha256 } from "../../crypto/sha256.ts";
import type { Db } from "../../database/database.ts";
import type { ProviderTables } from "./tables.ts";

/** The queries of a database. */
export function usedStateQueries(db: Db<ProviderTables>) {
  return {
    /**
     * Uses up a state. Of several answers with it, only the first gets true.
     *
     * @param expiresAt When it expires anyway, in milliseconds since the epoch.
     */
    async useState(state: string, expiresAt: number): Promise<boolean> {
      const hash = await sha256(state);
      const kept = await db.insertInto("usedProviderStates")
        .values({ hash, expiresAt })
        .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}
