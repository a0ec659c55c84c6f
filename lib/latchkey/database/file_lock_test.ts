/** Locking of a database file. */
import assert, { deepStrictEqual as equal } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import {
  fileTest,
  isOutage,
  startProcess,
  timedFileTest,
} from "../testing/database/file_databases.ts";
import { LIMIT } from "../testing/database/file_process.ts";
import { aUser, NOW } from "../testing/database/fixtures.ts";

fileTest(
  "a read neither waits for an open transaction nor sees its uncommitted changes",
  async ({ open }) => {
    const { database, store } = await open();
    const user = aUser();
    const [begun, end] = [
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
    ];
    const writing = database.transaction(async (db) => {
      await db.insertInto("incidents")
        .values({ id: "i", at: NOW, kind: "lock", userId: "" }).execute();
      begun.resolve();
      await end.promise;
    });
    await begun.promise;
    equal(await store.incidents.list(), []);
    const { rows } = await sql`select id from incidents`.execute(database.db);
    equal(rows, []);
    equal(await store.users.byId(user.id), null);
    const waits = store.users.create(user); // Writes take turns.
    equal(await store.users.byId(user.id), null);
    end.resolve();
    await writing;
    equal(await waits, true);
    equal((await store.incidents.list()).length, 1);
  },
);

timedFileTest(
  "counts every attempt when two processes use one limit at the same time",
  async (test) => {
    const { store } = await test.open();
    const processes = [1, 2].map(() => startProcess(test, "take", "300"));
    const ends = processes.map(async ({ child, lines }) => {
      await lines.cancel();
      return (await child.status).success;
    });
    equal(await Promise.all(ends), [true, true]);
    let left = 0;
    while ((await store.limits.take([["x", LIMIT]], NOW)).allowed) left++;
    equal(left, LIMIT.burst - 600);
  },
);

/** Another program that holds the file's write lock. */
function holdLock(path: string): Disposable {
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  return { [Symbol.dispose]: () => other.close() };
}

/**
 * Measures the longest time, in milliseconds, for which the event loop was
 * blocked, until stopped.
 */
function measureStalls(): () => number {
  let [last, longest] = [performance.now(), 0];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}

timedFileTest(
  "writes wait for another program without blocking the event loop",
  async ({ path, open }) => {
    const { store } = await open();
    const user = aUser();
    await store.users.create(user);
    const endOfStalls = measureStalls();
    const waiting: Promise<unknown>[] = [];
    {
      using _lock = holdLock(path);
      for (let count = 0; count < 50; count++) {
        waiting.push(store.users.create(aUser()));
        waiting.push(store.users.update(user.id, { name: `${count}` }));
      }
      for (const write of waiting) write.catch(() => {}); // Awaited below.
      await new Promise((done) => setTimeout(done, 1_000));
      assert.ok(await store.users.byId(user.id), "reads continue");
    }
    const longest = endOfStalls();
    await Promise.all(waiting);
    equal((await store.users.list({ limit: 100 })).items.length, 51);
    console.log(`the longest stall was ${longest.toFixed(1)} ms`);
    assert.ok(longest < 200, `${longest} ms`);
  },
);

timedFileTest(
  "writes give up while another program holds the lock, and work once it is released",
  async ({ path, open }) => {
    const { store } = await open();
    const began = performance.now();
    {
      using _lock = holdLock(path);
      await Promise.all([
        assert.rejects(store.users.create(aUser()), isOutage("busy")),
        assert.rejects(store.sessions.end("x"), isOutage("busy")),
        assert.rejects(
          store.limits.take([["x", LIMIT]], NOW),
          isOutage("busy"),
        ),
      ]);
    }
    const took = performance.now() - began;
    assert.ok(took > 4_000 && took < 15_000, `${took} ms`);
    equal(await store.users.create(aUser()), true);
  },
);

timedFileTest(
  "rejects writes when more than a thousand are waiting",
  async ({ path, open }) => {
    const { store } = await open();
    const began = performance.now();
    let waiting: Promise<PromiseSettledResult<boolean>[]>;
    {
      using _lock = holdLock(path);
      const asked = Array.from(
        { length: 1_200 },
        () => store.users.create(aUser()),
      );
      waiting = Promise.allSettled(asked);
      await assert.rejects(Promise.race(asked), isOutage("busy"));
      assert.ok(performance.now() - began < 2_000);
    }
    const refused = (await waiting).filter(({ status }) =>
      status === "rejected"
    );
    assert.ok(
      refused.length >= 190 && refused.length <= 200,
      `${refused.length}`,
    );
  },
);

fileTest(
  "rolls back a transaction that writes through the outer handle, and continues with the next",
  async ({ open }) => {
    const { database, store } = await open();
    await assert.rejects(
      database.transaction(() => store.users.create(aUser())),
      isOutage("busy"),
    );
    equal(await store.users.create(aUser()), true);
  },
);

fileTest(
  "rejects statements in a transaction that a full disk has rolled back",
  async ({ open }) => {
    const { database, store } = await open();
    const { rows: [{ pages }] } = await sql<{ pages: number }>`
      select page_count as pages from pragma_page_count`.execute(database.db);
    await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(database.db);
    await assert.rejects(
      database.transaction(async (db) => {
        const add = (id: string) =>
          db.insertInto("incidents")
            .values({ id, at: NOW, kind: "lock", userId: "" }).execute();
        await add("before");
        await add("x".repeat(1_000_000)).catch(() => {});
        await add("after");
      }),
      isOutage("full"),
    );
    equal(await store.incidents.list(), []);
  },
);
