/** PostgreSQL-only column types in a site's own tables. */
import assert from "node:assert/strict";
import {
  ignore,
  migratedDatabase,
  openPostgres,
} from "../../testing/postgres/each_database.ts";
import { execute } from "../../testing/postgres/server.ts";

Deno.test({
  name: "PostgreSQL: keeps property names in JSON columns",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const data = { first_name: "Ada", pets: [{ cat_name: "Tom" }] };
    await execute(
      url,
      `create table notes (id text primary key, extra_data jsonb);
       insert into notes values ('a', '${JSON.stringify(data)}')`,
    );
    const database = await openPostgres(url);
    const notes = database.db
      .withTables<{ notes: { id: string; extraData: unknown } }>()
      .selectFrom("notes").select("extraData");
    assert.deepEqual(await notes.execute(), [{ extraData: data }]);
    await database.close();
  },
});
