/** Look-ups by prepared queries. */
import assert from "node:assert/strict";
import type { Database } from "../database.ts";
import { StoreUnavailableError } from "../unavailable.ts";
import { aUser } from "../../testing/database/fixtures.ts";
import {
  ignore,
  migratedDatabase,
  openPostgres,
  storeOn,
} from "../../testing/postgres/each_database.ts";
import { holdLocks } from "../../testing/postgres/server.ts";

/** Looks up the name of an account. */
function prepareName(database: Database) {
  const name = database.prepare((db, value) =>
    db.selectFrom("users").select("name").where("id", "=", value<string>(0))
  );
  return (id: string) => name.first(id);
}

Deno.test({
  name: "PostgreSQL: finds nothing for a value that no database can store",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    const ada = aUser({ name: "Ada" });
    await storeOn(database).users.create(ada);
    const nameOf = prepareName(database);
    const invalid = ["\0", "\ud800", "a\udc00", '"', "\\u0000", "'", "\n"];
    assert.deepEqual(
      await Promise.all([ada.id, ...invalid, ada.id].map(nameOf)),
      [{ name: "Ada" }, ...invalid.map(() => undefined), { name: "Ada" }],
    );
    await database.close();
  },
});

Deno.test({
  name: "PostgreSQL: many look-ups in a locked table time out together",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const database = await openPostgres(url);
    const nameOf = prepareName(database);
    const began = performance.now();
    {
      await using _lock = await holdLocks(url, "lock table users");
      const all = await Promise.allSettled(
        Array.from({ length: 350 }, (_, index) => nameOf(`${index}`)),
      );
      for (const one of all) {
        assert.ok(
          one.status === "rejected" &&
            one.reason instanceof StoreUnavailableError,
        );
      }
    }
    // One after another on ten connections, they would wait four seconds each.
    const took = performance.now() - began;
    assert.ok(took < 10_000, `${took} ms`);
    assert.equal(await nameOf("x"), undefined);
    await database.close();
  },
});
