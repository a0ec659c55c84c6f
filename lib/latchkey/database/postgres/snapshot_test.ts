/** Reading PostgreSQL as it was at one moment. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import {
  ignore,
  migratedDatabase,
  openPostgres,
} from "../../testing/postgres/each_database.ts";

Deno.test({
  name:
    "PostgreSQL: a backup waits longer for the rows of a large table than a request does",
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
