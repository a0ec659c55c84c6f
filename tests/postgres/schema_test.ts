/** How a database in PostgreSQL comes to be, and who leaves it alone. */
import assert from "node:assert/strict";
import { databaseAddress } from "../../lib/database/postgres/address.ts";
import { connectionConfig } from "../../lib/database/postgres/connection.ts";
import { MIGRATIONS } from "../../lib/store/postgres/migrations.ts";
import { bringUpToDate } from "../../lib/store/postgres/schema.ts";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import {
  SCHEMA_VERSION,
  StoreTooNewError,
} from "../../lib/store/schema_version.ts";
import { aUser } from "../store/fixtures.ts";
import { ignore, theServer } from "./each_database.ts";
import { execute } from "./server.ts";

async function newDatabase() {
  const url = await theServer().createDatabase();
  return { url, config: await connectionConfig(databaseAddress(new URL(url))) };
}

const COUNTED = [
  "create table latchkey.steps (name text)",
  "insert into latchkey.steps values ('second'); select pg_sleep(0.1)",
];

Deno.test("the last step leads to the schema that this app knows", () => {
  assert.equal(MIGRATIONS.length, SCHEMA_VERSION);
});

Deno.test({
  name: "PostgreSQL: of ten processes that start together one takes each step",
  ignore,
  async fn() {
    const { url, config } = await newDatabase();
    await Promise.all(
      Array.from({ length: 10 }, () => bringUpToDate(config, COUNTED)),
    );
    const steps = await execute(url, "select name from latchkey.steps");
    assert.deepEqual(steps, [{ name: "second" }]);
  },
});

Deno.test({
  name: "PostgreSQL: what an older app stored is there after the next step",
  ignore,
  async fn() {
    const { url, config } = await newDatabase();
    await bringUpToDate(config, MIGRATIONS.slice(0, 1));
    const user = aUser({ passwordHash: "$6$of another system" });
    await execute(
      url,
      `insert into latchkey.users (row) values ('${JSON.stringify(user)}')`,
    );
    const { store } = await openPostgres(new URL(url));
    assert.deepEqual(await store.users.byId(user.id), user);
    assert.equal(await store.users.holdsSlowHashes(), true);
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: a step that fails leaves the database as it was",
  ignore,
  async fn() {
    const { url, config } = await newDatabase();
    await bringUpToDate(config, COUNTED);
    const steps = [...COUNTED, "create table latchkey.more (id int)", "oops"];
    await assert.rejects(bringUpToDate(config, steps), /syntax error/);
    const [found] = await execute(
      url,
      `select version, to_regclass('latchkey.more') as more
       from latchkey.schema_version`,
    );
    assert.deepEqual(found, { version: 2, more: null });
  },
});

Deno.test({
  name: "PostgreSQL: a database of a newer app is left alone, in words",
  ignore,
  async fn() {
    const { url, config } = await newDatabase();
    await bringUpToDate(config);
    await execute(url, "update latchkey.schema_version set version = 99");
    await assert.rejects(openPostgres(new URL(url)), (error) => {
      assert.ok(error instanceof StoreTooNewError);
      assert.match(error.message, /newer version.*99/);
      return true;
    });
  },
});
