import assert from "node:assert/strict";
import type { Cli } from "../../lib/cli/command.ts";
import { copyStore } from "../../lib/cli/store/copy.ts";
import { CommandFailure } from "../../lib/cli/outcome.ts";
import { processIo } from "../../lib/cli/io.ts";
import { createPasswordHasher } from "../../lib/auth/passwords.ts";
import { readSettings } from "../../lib/settings.ts";
import { openKvStore } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import { aUser, NOW } from "../store/fixtures.ts";
import { allRecords, fillStore } from "../store/filled_store.ts";

/** What commands reach the world through, on databases that `openStore` opens. */
function cliOver(openStore: Cli["openStore"]): Cli {
  return {
    io: processIo(),
    settings: () => readSettings({ APP_ENV: "test", BCRYPT_COST: "4" }),
    openStore,
    createPasswords: () => createPasswordHasher({ cost: 4 }),
    now: () => NOW,
  };
}

/** Two databases in memory, and a copy from the one to the other. */
async function twoStores() {
  const [from, to] = [
    await openKvStore(":memory:"),
    await openKvStore(":memory:"),
  ];
  const kept = (store: Store) => ({ ...store, close: () => Promise.resolve() });
  const copy = (change: (store: Store) => Store = (store) => store) =>
    copyStore(
      cliOver(({ databaseFile }) =>
        Promise.resolve(
          databaseFile === "to.db" ? change(kept(to)) : kept(from),
        )
      ),
      { from: ":memory:", to: "to.db", json: true },
    );
  return {
    from,
    to,
    copy,
    async [Symbol.asyncDispose]() {
      await from.close();
      await to.close();
    },
  };
}

Deno.test("store copy copies every record, counts and compares", async () => {
  await using stores = await twoStores();
  const { from, to, copy } = stores;
  await fillStore(from);
  const all = await allRecords(from.records);
  const { json, text } = await copy();
  assert.deepEqual(await allRecords(to.records), all);
  assert.match(text, /^user {11}3$/m);
  assert.match(text, /the same on both sides\. SHA-256 [0-9a-f]{64}$/);
  assert.ok(typeof json === "object" && json !== null && "written" in json);
  assert.equal(json.written, all.length);
  assert.equal(await to.records.arriving(), null);
});

Deno.test("store copy refuses a database with anything in it, and leaves it alone", async () => {
  await using stores = await twoStores();
  const { from, to, copy } = stores;
  await fillStore(from);
  const there = aUser();
  await to.users.create(there);
  await assert.rejects(copy(), { name: "CommandFailure", code: "exists" });
  assert.equal((await allRecords(to.records)).length, 1);
  assert.equal(await to.records.arriving(), null);
});

Deno.test("store copy goes on where it was interrupted, and writes nothing twice", async () => {
  await using stores = await twoStores();
  const { from, to, copy } = stores;
  for (let count = 0; count < 1200; count++) await from.users.create(aUser());
  let writes = 0;
  const dying = copy((store) => ({
    ...store,
    records: {
      ...store.records,
      write: (records, now) =>
        ++writes === 2
          ? Promise.reject(new Error("killed"))
          : store.records.write(records, now),
    },
  }));
  await assert.rejects(dying, /killed/);
  assert.equal((await allRecords(to.records)).length, 500);
  assert.match(await to.records.arriving() ?? "", /^the copy from :memory:/);
  const { json } = await copy();
  assert.ok(typeof json === "object" && json !== null && "written" in json);
  assert.equal(json.written, 700);
  assert.equal((await allRecords(to.records)).length, 1200);
  assert.equal(await to.records.arriving(), null);
});

Deno.test("store copy says so when the app went on writing, and does not take it for done", async () => {
  await using stores = await twoStores();
  const { from, to, copy } = stores;
  const { bob } = await fillStore(from);
  const meanwhile = copy((store) => ({
    ...store,
    records: {
      ...store.records,
      async write(records, now) {
        await store.records.write(records, now);
        await from.users.update(bob.id, { name: "Bob" });
      },
    },
  }));
  await assert.rejects(meanwhile, {
    message:
      /^Not the same in the end: 1 of user\. If the app was running, stop it/,
  });
  assert.notEqual(await to.records.arriving(), null);
  await assert.rejects(copy(), /1 of user/);
});

Deno.test("store copy takes up nothing that another copy left, nor copies it further", async () => {
  await using stores = await twoStores();
  const { from, to, copy } = stores;
  await fillStore(from);
  await to.records.setArriving("the copy from elsewhere");
  await assert.rejects(
    copy(),
    /the copy from elsewhere has not come to its end/,
  );
  await to.records.setArriving(null);
  await from.records.setArriving("the copy from elsewhere");
  await assert.rejects(copy(), { name: "StoreArrivingError" });
});

Deno.test("store copy misses nothing that has expired meanwhile", async () => {
  await using stores = await twoStores();
  const { from, copy } = stores;
  await from.limits.take([["a", { burst: 1, refillSeconds: 1 }]], NOW - 2_000);
  await from.limits.take([["b", { burst: 1, refillSeconds: 1 }]], NOW);
  const { json } = await copy();
  assert.ok(typeof json === "object" && json !== null && "records" in json);
  assert.deepEqual(json.records, { limit: 1 });
});

Deno.test("store copy refuses a name that is no database, and repeats no password", async () => {
  const cli = cliOver(() => Promise.reject(new Error("it was opened")));
  const onDeploy = () => readSettings({ DENO_DEPLOYMENT_ID: "x1" });
  for (
    const [to, why, settings = cli.settings] of [
      ["", /The name of a database is empty/],
      ["https://ada:hunter2@kv.example.com", /must be the path of a file/],
      ["file:/srv/latchkey.db", /must be the path of a file/],
      ["DATABASE_URL", /^DATABASE_URL is not set/],
      ["DATABASE_FILE", /^DATABASE_FILE is not set/, onDeploy],
    ] as const
  ) {
    await assert.rejects(
      copyStore({ ...cli, settings }, { from: ":memory:", to, json: true }),
      (error) => {
        assert.ok(error instanceof CommandFailure);
        assert.equal(error.code, "usage");
        assert.match(error.message, why);
        return !error.message.includes("hunter2");
      },
    );
  }
});
