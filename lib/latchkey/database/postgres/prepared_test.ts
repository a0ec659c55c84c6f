/** Prepared statements in PostgreSQL. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import {
  ignore,
  migratedDatabase,
  openPostgres,
} from "../../testing/postgres/each_database.ts";

Deno.test({
  name:
    "PostgreSQL: gives a query the same name in every process, so that poolers can't mix them up",
  ignore,
  async fn() {
    const { db, close } = await openPostgres(await migratedDatabase());
    await db.selectFrom("users").select("id").execute();
    await db.selectFrom("emails").select("id").where("id", "=", "x").execute();
    const { rows } = await sql<{ name: string; statement: string }>`
      select name, statement from pg_prepared_statements`.execute(db);
    assert.ok(rows.length >= 2);
    for (const { name, statement } of rows) {
      const digest = createHash("sha256").update(statement).digest("hex");
      assert.equal(name, `latchkey_${digest.slice(0, 32)}`);
    }
    await close();
  },
});
