/** What PostgreSQL forgets, and when. */
import assert from "node:assert/strict";
import { EXPIRING } from "../../lib/store/postgres/expiry.ts";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import type { StoreRecord } from "../../lib/store/store.ts";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
  WEEK,
} from "../store/fixtures.ts";
import { ignore, openEmptyStore, theServer } from "./each_database.ts";
import { execute } from "./server.ts";

Deno.test({
  name: "PostgreSQL: what has expired is forgotten when it has, and not before",
  ignore,
  async fn() {
    const { store } = await openEmptyStore();
    const user = aUser();
    await store.users.create(user);
    await store.sessions.create(aSession(user));
    await store.oneTimeTokens.create(aToken());
    await store.oneTimeCodes.create(aCode());
    await store.activity.add(anActivity());
    await store.mailQueue.add(aMail());
    await store.limits.take([["x", { burst: 1, refillSeconds: 3600 }]], NOW);
    await store.users.changeAddress(user.id, anAddressChange(user, "new"));

    assert.equal(await store.forgetExpired(NOW + HOUR - 1), 0);
    // A session, a token, a code, their generation, a limit and one thing that happened.
    assert.equal(await store.forgetExpired(NOW + HOUR), 6);
    assert.equal(await store.forgetExpired(NOW + WEEK - 1), 0);
    assert.equal(await store.forgetExpired(NOW + WEEK), 1, "a former address");
    assert.equal(await store.forgetExpired(NOW + 2 * WEEK), 1, "a mail");
    const { items } = await store.records.read({ limit: 10 });
    assert.deepEqual(items.map(({ kind }) => kind), ["user"]);
    await store.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: many records are forgotten part by part, by several processes at once",
  ignore,
  async fn() {
    const url = new URL(await theServer().createDatabase());
    const [one, other] = [await openPostgres(url), await openPostgres(url)];
    const records: StoreRecord[] = Array.from({ length: 5_500 }, (_, key) => ({
      kind: "limit",
      value: { key: `x${key}`, fullAt: NOW },
    }));
    await one.store.records.write(records, NOW - 1);
    const forgotten = await Promise.all(
      [one, other].map(({ store }) => store.forgetExpired(NOW)),
    );
    const rest = await one.store.forgetExpired(NOW);
    assert.equal(forgotten[0] + forgotten[1] + rest, 5_500);
    assert.deepEqual(await one.store.records.read({ limit: 1 }), { items: [] });
    await one.store.close();
    await other.store.close();
  },
});

Deno.test({
  name: "PostgreSQL: each look at what expires goes by an index",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    await (await openPostgres(new URL(url))).store.close();
    const planner = `${url}?options=-c%20enable_seqscan%3Doff`;
    for (const [table, column] of EXPIRING) {
      const plan = await execute(
        planner,
        `explain select ctid from latchkey.${table} where ${column} <= 1`,
      );
      assert.match(JSON.stringify(plan), /Index|Bitmap/, table);
    }
  },
});
