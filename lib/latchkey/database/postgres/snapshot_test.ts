/** Snapshots in PostgreSQL. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import {
  ignore,
  migratedDatabase,
  openPostgres,
} from "../../testing/postgres/each_database.ts";

Deno.test({
  name:
    "PostgreSQL: waits longer for a large table in a backup than in a request",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    const { rows } = await database.snapshot((db) =>
      sql`select 1 as one from pg_sleep(6.5)`.execute(db)
    );
    assert.deepEqual(rows, [{ one: 1 }]);
    await database.close();
  },
});
