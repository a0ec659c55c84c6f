/** Unusual databases: behind a pooler, or in another encoding. */
import assert from "node:assert/strict";
import { StoreOpenError } from "../unavailable.ts";
import { aUser } from "../../testing/database/fixtures.ts";
import {
  ignore,
  migratedDatabase,
  openPostgres,
  storeOn,
  theServer,
} from "../../testing/postgres/each_database.ts";
import { execute } from "../../testing/postgres/server.ts";
import { startPooler } from "../../testing/postgres/pooler.ts";

Deno.test({
  name: "PostgreSQL: connects through a pooler that supports few parameters",
  ignore,
  async fn() {
    const url = new URL(await migratedDatabase());
    await using pooler = startPooler(Number(url.port));
    const pooled = Object.assign(new URL(url), { port: String(pooler.port) });
    const store = storeOn(await openPostgres(pooled));
    assert.equal(await store.users.create(aUser()), true);
    await store.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: rejects a database that can't store every character and says how to create another",
  ignore,
  async fn() {
    const url = new URL(await theServer().createDatabase());
    for (const encoding of ["LATIN1", "SQL_ASCII"]) {
      const name = `test_${encoding.toLowerCase()}_${
        crypto.randomUUID().slice(0, 8)
      }`;
      await execute(
        url.href,
        `create database ${name} encoding '${encoding}' locale 'C'
         locale_provider 'libc' template template0`,
      );
      const wrong = Object.assign(new URL(url), { pathname: `/${name}` });
      await assert.rejects(openPostgres(wrong), (error) => {
        assert.ok(error instanceof StoreOpenError, String(error));
        assert.match(
          error.message,
          new RegExp(`uses the encoding ${encoding}, .+createdb `),
        );
        return true;
      });
      // What `createdb` sends for the command in the message.
      await execute(
        wrong.href,
        `create database ${name}_utf8 encoding 'UTF8' locale 'C' template template0`,
      );
      const right = Object.assign(new URL(url), { pathname: `/${name}_utf8` });
      const store = storeOn(await openPostgres(right));
      assert.equal(await store.users.create(aUser({ name: "漢字 Ж" })), true);
      await store.close();
    }
  },
});
