/** Outages of PostgreSQL and how the store reports them. */
import assert from "node:assert/strict";
import type { Db } from "../database.ts";
import {
  type DatabaseFailure,
  StoreOpenError,
  StoreUnavailableError,
} from "../unavailable.ts";
import { aUser, NOW } from "../../testing/database/fixtures.ts";
import {
  ignore,
  migratedDatabase,
  openPostgres,
  storeOn,
} from "../../testing/postgres/each_database.ts";
import { execute, holdLocks } from "../../testing/postgres/server.ts";

const LIMIT = { burst: 1_000_000, refillSeconds: 1 };

/** Makes every insert into a table run something first. */
async function before(url: string, table: string, what: string) {
  await execute(
    url,
    `create function trouble() returns trigger language plpgsql
       as $$ begin ${what}; return new; end $$;
     create trigger trouble before insert or update on ${table}
       for each row execute function trouble()`,
  );
}

function isOutage(trouble: DatabaseFailure) {
  return (error: unknown) => {
    assert.ok(error instanceof StoreUnavailableError, String(error));
    assert.equal(error.trouble, trouble);
    assert.ok(error.retryAfterSeconds >= 1);
    return true;
  };
}

for (
  const [code, trouble] of [
    ["53100", "full"],
    ["25006", "read_only"],
    ["53200", "busy"],
    ["58030", "gone"],
  ] as const
) {
  Deno.test({
    name:
      `PostgreSQL: reports ${code} as "${trouble}" and recovers when its cause is gone`,
    ignore,
    async fn() {
      const url = await migratedDatabase();
      const store = storeOn(await openPostgres(url));
      await before(
        url,
        "rate_limits",
        `raise exception using errcode = '${code}'`,
      );
      const take = () => store.limits.take([["x", LIMIT]], NOW);
      await assert.rejects(take, isOutage(trouble));
      assert.equal(await store.users.byId("x"), null);
      await execute(url, "drop trigger trouble on rate_limits");
      assert.equal((await take()).allowed, true);
      await store.close();
    },
  });
}

Deno.test({
  name:
    "PostgreSQL: cancels a statement that runs or waits for a lock too long",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const store = storeOn(await openPostgres(url));
    const user = aUser();
    await store.users.create(user);
    await before(url, "rate_limits", "perform pg_sleep(20)");
    {
      await using _lock = await holdLocks(
        url,
        "select from users for update",
      );
      const begun = performance.now();
      await Promise.all([
        assert.rejects(
          store.limits.take([["x", LIMIT]], NOW),
          isOutage("slow"),
        ),
        assert.rejects(
          store.users.update(user.id, { name: "Bob" }),
          isOutage("busy"),
        ),
        store.users.byId(user.id),
      ]);
      // Without limits the statement takes 20 seconds, and the lock is never
      // released.
      assert.ok(performance.now() - begun < 15_000);
    }
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: retries a transaction after a serialisation conflict",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const store = storeOn(await openPostgres(url));
    const user = aUser();
    await store.users.create(user);
    await execute(url, "create sequence tries");
    await before(
      url,
      "users",
      `if nextval('tries') < 3 then
         raise exception using errcode = '40P01'; end if`,
    );
    const changed = await store.users.update(user.id, { name: "Bob" });
    assert.equal(changed?.name, "Bob");
    const [{ last_value: tries }] = await execute<{ last_value: string }>(
      url,
      "select last_value from tries",
    );
    assert.equal(tries, "3");
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: opens at most ten connections per process",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const store = storeOn(await openPostgres(url));
    const asked = Array.from(
      { length: 500 },
      (_, key) => store.limits.take([[`x${key}`, LIMIT]], NOW),
    );
    await Promise.race(asked);
    const [{ count }] = await execute<{ count: string }>(
      url,
      `select count(*) from pg_stat_activity
       where datname = current_database() and application_name = 'latchkey'`,
    );
    assert.ok(Number(count) >= 1 && Number(count) <= 10, count);
    const answers = await Promise.all(asked);
    assert.ok(answers.every(({ allowed }) => allowed));
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: rejects requests when more than a thousand are waiting",
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const store = storeOn(await openPostgres(url));
    const asked = await Promise.allSettled(
      Array.from({ length: 1_200 }, () => store.ping()),
    );
    const refused = asked.filter(({ status }) => status === "rejected");
    assert.ok(refused.length > 0 && refused.length <= 200);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      isOutage("busy")(reason);
    }
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: explains why it can't be opened, without the password",
  ignore,
  async fn() {
    const url = new URL(await migratedDatabase());
    const changed = (change: Partial<URL>) =>
      Object.assign(new URL(url), change);
    for (
      const [wrong, why] of [
        [changed({ password: "wrong-secret" }), /user with this password/],
        [changed({ pathname: "/nowhere" }), /no such database/],
        [changed({ search: "?sslmode=require" }), /does not support TLS/],
        [changed({ search: "?sslmode=require&sslrootcert=no" }), /sslrootcert/],
      ] as const
    ) {
      await assert.rejects(openPostgres(wrong), (error) => {
        assert.ok(error instanceof StoreOpenError, String(error));
        assert.match(error.message, why);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    }
    const away = changed({ port: "1" });
    await assert.rejects(openPostgres(away), isOutage("gone"));
  },
});

Deno.test({
  name:
    'PostgreSQL: prepares "select *" again when a column is added or removed',
  ignore,
  async fn() {
    const url = await migratedDatabase();
    const database = await openPostgres(url);
    await execute(url, "create table notes (id text primary key)");
    await execute(url, "insert into notes values ('a')");
    const notes = (db: Db) =>
      db.withTables<{ notes: { id: string } }>()
        .selectFrom("notes").selectAll().execute();
    assert.deepEqual(await notes(database.db), [{ id: "a" }]);
    await execute(url, "alter table notes add column mood text");
    assert.deepEqual(await database.transaction(notes), [
      { id: "a", mood: null },
    ]);
    await execute(url, "alter table notes drop column mood");
    await assert.rejects(notes(database.db), isOutage("busy"));
    assert.deepEqual(await notes(database.db), [{ id: "a" }]);
    await database.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: doesn't report a transaction as committed that continued after an error",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    const { incidents } = storeOn(database);
    const row = { id: "i", at: NOW, kind: "lock", userId: "" };
    await assert.rejects(
      database.transaction(async (db) => {
        const add = () => db.insertInto("incidents").values(row).execute();
        await add();
        await add().catch(() => {});
      }),
      /rolled back/,
    );
    assert.deepEqual(await incidents.list(), []);
    await incidents.add(row);
    await database.close();
  },
});
