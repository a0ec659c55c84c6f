/** The file of an SQLite database: its permissions and durability. */
import assert, { deepStrictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { StoreOpenError } from "./unavailable.ts";
import { openStore } from "../open_store.ts";
import {
  fileTest,
  isOutage,
  startProcess,
} from "../testing/database/file_databases.ts";
import { aSession, aUser, NOW } from "../testing/database/fixtures.ts";
import { editFile } from "../testing/database/on_each_database.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

function mode(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}

fileTest(
  "gives the database file, the files beside it and new folders to their owner only",
  async ({ folder }) => {
    const inner = join(folder, "new", "folder");
    const { store } = await openStore({
      databaseUrl: null,
      databaseFile: join(inner, "latchkey.db"),
    }, TEST_MIGRATIONS);
    await store.users.create(aUser());
    const modes = new Map<string, number>();
    for await (const { name } of Deno.readDir(inner)) {
      modes.set(name, mode(join(inner, name)));
    }
    const names = ["", "-shm", "-wal"].map((end) => `latchkey.db${end}`);
    equal([...modes.keys()].sort(), names);
    equal(new Set(modes.values()), new Set([0o600]));
    equal([mode(inner), mode(join(folder, "new"))], [0o700, 0o700]);
    await store.close();
  },
);

fileTest(
  "removes other users' access to a database file, but not to its existing folder",
  async ({ folder, path, open }) => {
    await Deno.chmod(folder, 0o755);
    await Deno.writeTextFile(path, "", { mode: 0o644 });
    const { store } = await open();
    await store.users.create(aUser());
    equal([mode(path), mode(folder)], [0o600, 0o755]);
    for (const end of ["-shm", "-wal"]) equal(mode(path + end), 0o600);
  },
);

fileTest(
  "keeps data after closing and reopening, in one file",
  async ({ folder, settings, open }) => {
    const user = aUser();
    const session = aSession(user);
    const { store: before } = await openStore(settings, TEST_MIGRATIONS);
    await before.users.create(user);
    await before.sessions.create(session);
    await before.close();
    equal(Array.from(Deno.readDirSync(folder), ({ name }) => name), [
      "latchkey.db",
    ]);
    const { store: after } = await open();
    equal(await after.sessions.find(session.id, user.id), { session, user });
  },
);

fileTest(
  "waits for the disk when adding an account, shares that wait, and doesn't wait for rate limits",
  async ({ open, path }) => {
    const { store } = await open();
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const { syncData } = Deno.FsFile.prototype;
    let syncs = 0;
    Deno.FsFile.prototype.syncData = async function () {
      syncs++;
      await written;
      await syncData.call(this);
    };
    try {
      const limit = { burst: 10, refillSeconds: 60 };
      await store.limits.take([["key", limit]], NOW);
      equal(syncs, 0);
      let [added, user] = [0, aUser()];
      const adding = Promise.all(Array.from({ length: 20 }, async () => {
        await store.users.create(user = aUser());
        added++;
      }));
      while (await store.users.byId(user.id) === null) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      equal(added, 0);
      write();
      await adding;
      assert.ok(syncs <= 3, `${syncs} syncs`);
    } finally {
      Deno.FsFile.prototype.syncData = syncData;
    }
    const [{ journal_mode }] = editFile<{ journal_mode: string }>(
      path,
      "pragma journal_mode",
    );
    equal(journal_mode, "wal");
  },
);

for (
  const [said, trouble] of [
    ["No space left on device (os error 28)", "full"],
    ["Disk quota exceeded (os error 122)", "full"],
    ["Input/output error (os error 5)", "gone"],
  ] as const
) {
  fileTest(
    `reports "${said}" from the disk as an outage that may pass`,
    async ({ open }) => {
      const { store } = await open();
      const { syncData } = Deno.FsFile.prototype;
      Deno.FsFile.prototype.syncData = () => Promise.reject(new Error(said));
      try {
        await assert.rejects(store.users.create(aUser()), isOutage(trouble));
      } finally {
        Deno.FsFile.prototype.syncData = syncData;
      }
      equal(await store.users.create(aUser()), true);
    },
  );
}

fileTest(
  "acknowledges writes before the database is closed",
  async ({ settings }) => {
    const { store } = await openStore(settings, TEST_MIGRATIONS);
    const { promise: closing, resolve: close } = Promise.withResolvers<void>();
    const { syncData } = Deno.FsFile.prototype;
    Deno.FsFile.prototype.syncData = async function () {
      await closing;
      await syncData.call(this);
    };
    try {
      const users = Array.from({ length: 3 }, () => aUser());
      const created = users.map((user) => store.users.create(user));
      while (await store.users.byId(users[2].id) === null) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      const closed = store.close();
      close();
      equal(await Promise.all(created), [true, true, true]);
      await closed;
    } finally {
      Deno.FsFile.prototype.syncData = syncData;
    }
  },
);

fileTest(
  "keeps acknowledged writes after the process is killed",
  async (test) => {
    const { child, lines } = startProcess(test, "sign-up");
    const acknowledged: string[] = [];
    for await (const id of lines) {
      acknowledged.push(id);
      if (acknowledged.length === 50) child.kill("SIGKILL");
    }
    await child.status;
    const { store } = await test.open();
    assert.ok(acknowledged.length >= 50);
    for (const id of acknowledged) assert.ok(await store.users.byId(id), id);
  },
);

fileTest(
  "reports a damaged file as an outage, not an internal error",
  async ({ path, settings, open }) => {
    const { store: before } = await openStore(settings, TEST_MIGRATIONS);
    for (let count = 0; count < 50; count++) await before.users.create(aUser());
    await before.close();
    const bytes = await Deno.readFile(path);
    bytes.fill(0x78, 8192);
    await Deno.writeFile(path, bytes);
    const { store } = await open().catch((error) => {
      assert.ok(error instanceof StoreOpenError, String(error));
      assert.match(error.message, /damaged/);
      return { store: null };
    });
    if (!store) return;
    await assert.rejects(store.users.list({ limit: 100 }), isOutage("gone"));
    await assert.rejects(store.users.create(aUser()), isOutage("gone"));
  },
);

fileTest(
  "rejects another app's database with an explanation and leaves it unchanged",
  async ({ path, folder, settings }) => {
    editFile(
      path,
      `create table data (k blob primary key, v blob not null);
     create table queue (ts integer not null);
     create table migration_state (k integer primary key, version integer)`,
    );
    await Deno.chmod(path, 0o644);
    const before = await Deno.readFile(path);
    await assert.rejects(
      openStore(settings, TEST_MIGRATIONS),
      (error) => {
        assert.ok(error instanceof StoreOpenError, String(error));
        assert.match(
          error.message,
          /another app, which made its tables data, queue/,
        );
        return true;
      },
    );
    equal(await Deno.readFile(path), before);
    equal(mode(path), 0o644);
    equal(Array.from(Deno.readDirSync(folder)).length, 1);
  },
);

fileTest(
  "rejects a folder in place of the file with an explanation and keeps its mode",
  async ({ path, settings }) => {
    await Deno.mkdir(path, { mode: 0o755 });
    await assert.rejects(
      openStore(settings, TEST_MIGRATIONS),
      (error) =>
        error instanceof StoreOpenError && error.message.includes(path),
    );
    equal(mode(path), 0o755);
  },
);

fileTest(
  "removes other users' access to a database copied with cp and to its write-ahead log",
  async ({ path, settings, open }) => {
    await (await openStore(settings, TEST_MIGRATIONS)).store.close();
    await Deno.chmod(path, 0o644);
    const { store } = await open();
    await store.users.create(aUser());
    for (const end of ["", "-shm", "-wal"]) equal(mode(path + end), 0o600);
  },
);
