/**
 * What `/readyz` reports about a PostgreSQL that answers but accepts no writes.
 */
import assert from "node:assert/strict";
import { openSite } from "../site.ts";
import { until } from "@latchkey/core/testing";
import {
  execute,
  holdLocks,
  ignore,
  migratedDatabase,
  openPostgres,
  storeOn,
} from "@latchkey/core/testing/databases";

Deno.test({
  name: "PostgreSQL: /readyz fails while the database is read-only or locked",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    await using site = await openSite({
      store: storeOn(await openPostgres(url)),
    });
    const isReady = async () => (await site.fetch("/readyz")).ok;
    assert.ok(await isReady());

    const database = new URL(url).pathname.slice(1);
    const readOnly =
      `alter database ${database} set default_transaction_read_only`;
    await execute(url, `${readOnly} = on`);
    // A database's setting applies to new connections.
    await execute(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until(async () => !await isReady());
    assert.equal((await site.fetch("/healthz")).status, 200);
    await execute(url, `set transaction read write; ${readOnly} = off`);
    await execute(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until(isReady);

    {
      await using _lock = await holdLocks(
        url,
        "lock table rate_limits in exclusive mode",
      );
      await until(async () => !await isReady());
    }
    await until(isReady);
  },
});
