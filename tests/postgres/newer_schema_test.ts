/** A newer app beside an older one, on one database. */
import assert from "node:assert/strict";
import { databaseAddress } from "../../lib/database/postgres/address.ts";
import { connectionConfig } from "../../lib/database/postgres/connection.ts";
import { MIGRATIONS } from "../../lib/store/postgres/migrations.ts";
import { bringUpToDate } from "../../lib/store/postgres/schema.ts";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import { StoreUnavailableError } from "../../lib/database/unavailable.ts";
import { newerSchemaContract } from "../store/newer_schema_contract.ts";
import { until } from "../until.ts";
import { ignore, theServer } from "./each_database.ts";
import { execute } from "./server.ts";

if (!ignore) {
  newerSchemaContract("PostgreSQL", async () => {
    const url = await theServer().createDatabase();
    const { store } = await openPostgres(new URL(url));
    return {
      store: { ...store, close: () => Promise.resolve() },
      setSchema: async (version) =>
        void await execute(
          url,
          `update latchkey.schema_version set version = ${version}`,
        ),
      [Symbol.asyncDispose]: () => store.close(),
    };
  });
}

Deno.test({
  name:
    "PostgreSQL: a running process hears at once that a newer one has taken a step",
  ignore,
  async fn() {
    const url = new URL(await theServer().createDatabase());
    const { store, follow } = await openPostgres(url);
    const listens = Promise.withResolvers<void>();
    const following = follow({
      listening: (told) => told && listens.resolve(),
      changed() {},
    });
    await listens.promise;
    assert.equal(await store.users.byId("x"), null);
    const config = await connectionConfig(databaseAddress(url));
    await bringUpToDate(config, [...MIGRATIONS, "select 'a step to come'"]);
    await until(() =>
      store.users.byId("x").then(
        () => false,
        (error) =>
          error instanceof StoreUnavailableError && error.trouble === "newer",
      )
    );
    await following.close();
    await store.close();
  },
});
