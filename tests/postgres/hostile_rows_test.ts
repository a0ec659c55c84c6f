/** Rows that somebody edited, and texts that PostgreSQL cannot keep. */
import assert from "node:assert/strict";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import {
  aMail,
  anActivity,
  aSession,
  aUser,
  HOSTILE_LANGUAGES,
  NOW,
} from "../store/fixtures.ts";
import { ignore, openEmptyStore, theServer } from "./each_database.ts";
import { execute } from "./server.ts";

Deno.test({
  name:
    "PostgreSQL: a row that does not fit counts as absent, and pages go on behind it",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    const { store } = await openPostgres(new URL(url));
    const users = ["a", "b", "c"].map((id) => aUser({ id }));
    for (const user of users) await store.users.create(user);
    const session = aSession(users[1]);
    await store.sessions.create(session);
    await execute(
      url,
      `update latchkey.users set row = row || '{"disabled": "no"}' where id = 'b'`,
    );
    assert.equal(await store.users.byId("b"), null);
    assert.equal(await store.users.byAddressKey(users[1].addressKey), null);
    assert.equal(await store.users.update("b", { name: "Bob" }), null);
    assert.equal(await store.sessions.find(session.id, "b"), null);
    assert.equal(await store.sessions.endAll("b"), false);
    const first = await store.users.list({ limit: 2 });
    const second = await store.users.list({ limit: 2, cursor: first.cursor });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    assert.deepEqual(ids, ["a", "c"]);
    const { items } = await store.records.read({ limit: 1 });
    assert.equal(items.length, 1);
    await store.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: an account of before accounts had a language, or with what is none, has none",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    const { store } = await openPostgres(new URL(url));
    const user = aUser({ language: "de" });
    await store.users.create(user);
    for (const row of ["row - 'language'", ...HOSTILE_LANGUAGES.map(withTag)]) {
      await execute(url, `update latchkey.users set row = ${row}`);
      assert.deepEqual(await store.users.byId(user.id), {
        ...user,
        language: null,
      });
    }
    await store.close();
  },
});

function withTag(language: unknown): string {
  return `row || '${JSON.stringify({ language })}'`;
}

Deno.test({
  name: "PostgreSQL: a mail that does not fit keeps no other from being sent",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    const { store } = await openPostgres(new URL(url));
    const [bad, good] = [aMail({ dueAt: NOW - 1 }), aMail()];
    await store.mailQueue.add(bad);
    await store.mailQueue.add(good);
    await execute(
      url,
      `update latchkey.mails set row = row - 'claimedAt' where id = '${bad.id}'`,
    );
    assert.equal((await store.mailQueue.claim(NOW, NOW + 1))?.id, good.id);
    assert.equal(await store.mailQueue.claim(NOW, NOW + 1), null);
    await store.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: a character that it does not know becomes the one that stands for it",
  ignore,
  async fn() {
    const { store } = await openEmptyStore();
    const name = "A\0d\ud800a";
    const address = "a\0@example.com";
    const user = aUser({ name, address, addressKey: address });
    assert.equal(await store.users.create(user), true);
    const found = await store.users.byAddressKey(address);
    assert.equal(found?.id, user.id);
    assert.equal(found?.name, "A\uFFFDd\uFFFDa");
    assert.equal(await store.users.create({ ...user, id: "other" }), false);
    await store.activity.add(anActivity({ userId: user.id, detail: "\0" }));
    const { items } = await store.activity.listOf(user.id, { limit: 1 });
    assert.equal(items[0].detail, "\uFFFD");
    await store.limits.take([["\0", { burst: 1, refillSeconds: 1 }]], NOW);
    await store.close();
  },
});
