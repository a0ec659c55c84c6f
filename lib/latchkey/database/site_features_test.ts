/**
 * A site's own feature is served, exported, deleted, backed up and counted like
 * the library's.
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import assert from "node:assert/strict";
import { join } from "node:path";
import { startBackgroundJobs } from "../background_jobs.ts";
import { featureCounts, observeFeatureCounts } from "../feature_counts.ts";
import { removeDueAccounts } from "../features/deletion/deletion.ts";
import { exportAccount } from "../features/export/export.ts";
import type { Site } from "../services.ts";
import { migrationsOf } from "../tables.ts";
import { prometheusText } from "../telemetry/prometheus.ts";
import { createTelemetry } from "../telemetry/telemetry.ts";
import {
  addUser,
  type TestOverrides,
  testServices,
} from "../testing/services.ts";
import { runAt } from "../testing/cli/backup_files.ts";
import { copy } from "../testing/database/copies.ts";
import { linesOf, type Place, withPlaces } from "../testing/database/places.ts";
import { until } from "../testing/until.ts";
import {
  onEachDatabase as onEach,
  type TestDatabase,
} from "../testing/database/on_each_database.ts";
import { createShelf, siteWith } from "../testing/database/shelf.ts";

/** A feature changes tables, so each test has a database of its own. */
function onEachDatabase(
  sentence: string,
  body: (test: TestDatabase) => Promise<void>,
): void {
  onEach(sentence, body, "migrated");
}

function servicesOn(
  { settings }: TestDatabase,
  site: Site,
  overrides: TestOverrides = {},
) {
  return testServices({ ...overrides, site, settings });
}

onEachDatabase(
  "a feature's queries work inside and outside a transaction",
  async (test) => {
    const shelf = createShelf();
    await using services = await servicesOn(test, siteWith(shelf));
    const { use, database } = services;
    const { id } = await addUser(services);
    const books = use(shelf);
    await books.add(id, "Emma");
    await rejects(
      database.transaction(async (db) => {
        await use(shelf, db).add(id, "Persuasion");
        equal(await use(shelf, db).titles(), ["Emma", "Persuasion"]);
        throw new Error("changed my mind");
      }),
      /changed my mind/,
    );
    equal(await books.titles(), ["Emma"]);
    equal(use(shelf), books);
    assert.throws(
      () => use(createShelf()),
      /does not list the feature "shelf".*lib\/site\.ts/,
    );
  },
);

onEachDatabase(
  "exports a section for the feature without hidden columns",
  async (test) => {
    const shelf = createShelf();
    await using services = await servicesOn(test, siteWith(shelf));
    const { id } = await addUser(services);
    const other = await addUser(services, { address: "bob@example.com" });
    await services.use(shelf).add(id, "Emma", 1);
    await services.use(shelf).add(other.id, "Ulysses");
    const held: Record<string, unknown> | null = await exportAccount(
      services,
      id,
    );
    equal(held?.shelf, {
      books: [{
        id: "Emma",
        ownerId: id,
        title: "Emma",
        finishedAt: null,
        keptUntil: 1,
      }],
      card: `of ${id}`,
    });
  },
);

onEachDatabase(
  "exports more rows than are read at once, each once",
  async (test) => {
    const shelf = createShelf();
    await using services = await servicesOn(test, siteWith(shelf));
    const { id } = await addUser(services);
    const titles = Array.from({ length: 1001 }, (_, at) => `${10_000 + at}`);
    for (const title of titles) await services.use(shelf).add(id, title);
    const held: Record<string, unknown> | null = await exportAccount(
      services,
      id,
    );
    const { books } = held?.shelf as { books: { title: string }[] };
    equal(books.map(({ title }) => title), titles);
  },
);

onEachDatabase(
  "deletes rows with their account after the feature has deleted its external data",
  async (test) => {
    const asked: string[] = [];
    let isDown = true;
    const shelf = createShelf({
      delete(userId) {
        asked.push(userId);
        return isDown
          ? Promise.reject(new Error("storage is down"))
          : Promise.resolve();
      },
      jobs: {},
    });
    await using services = await servicesOn(test, siteWith(shelf));
    const { store, use, now } = services;
    const { id } = await addUser(services);
    await use(shelf).add(id, "Emma");
    await store.users.update(id, { deleteAfter: now() });
    equal(await removeDueAccounts(services), 0);
    equal(await store.users.dueForDeletion(now(), 10), [id]);
    equal(await use(shelf).titles(), ["Emma"]);
    equal(asked, [id]);
    assert.match(
      services.logged.join(),
      /account_not_removed.*storage is down/,
    );
    isDown = false;
    equal(await removeDueAccounts(services), 1);
    equal(asked, [id, id]);
    equal(await use(shelf).titles(), []);
  },
);

onEachDatabase(
  "removes other accounts when some have to stay",
  async (test) => {
    const staying = new Set<string>();
    const shelf = createShelf({
      delete: (userId) =>
        staying.has(userId)
          ? Promise.reject(new Error("no"))
          : Promise.resolve(),
      jobs: {},
    });
    await using services = await servicesOn(test, siteWith(shelf));
    const { store, now } = services;
    for (let count = 0; count < 103; count++) {
      const { id } = await addUser(services, {
        address: `user${count}@example.com`,
        passwordHash: "-",
      });
      if (count < 101) staying.add(id);
      await store.users.update(id, { deleteAfter: now() - 200 + count });
    }
    equal(await removeDueAccounts(services), 2);
    equal((await store.users.dueForDeletion(now(), 200)).length, 101);
  },
);

onEachDatabase("deletes expired rows", async (test) => {
  const shelf = createShelf();
  await using services = await servicesOn(test, siteWith(shelf));
  const { id } = await addUser(services);
  const { add, titles } = services.use(shelf);
  await add(id, "Emma", services.now());
  await add(id, "Persuasion", services.now() + 1);
  await add(id, "Sanditon");
  const jobs = startBackgroundJobs(services);
  try {
    await until(async () => (await titles()).length === 2);
    equal(await titles(), ["Persuasion", "Sanditon"]);
  } finally {
    await jobs.stop();
  }
});

onEachDatabase(
  "exposes a feature's counts as metrics and to pages",
  async (test) => {
    const shelf = createShelf();
    const telemetry = createTelemetry({ isRead: true });
    await using services = await servicesOn(test, siteWith(shelf), {
      telemetry,
    });
    observeFeatureCounts(services);
    const { id } = await addUser(services);
    await services.use(shelf).add(id, "Emma");
    equal(await featureCounts(services), { shelf: { books: 1 } });
    assert.match(
      await prometheusText(telemetry.instruments.families),
      /^# TYPE latchkey_shelf_books gauge\nlatchkey_shelf_books 1$/m,
    );
  },
);

for (const dialect of ["sqlite", "postgres"] as const) {
  onEach(
    `backed up, restored and copied to ${dialect}, a feature's rows are the same`,
    async (test) => {
      const shelf = createShelf();
      const site = siteWith(shelf);
      const migrations = migrationsOf(site);
      {
        await using services = await servicesOn(test, site);
        const { id } = await addUser(services);
        await services.use(shelf).add(id, "Emma");
      }
      await withPlaces(async ({ folder, empty, connect }) => {
        const { databaseUrl, databaseFile } = test.settings;
        const from: Place = { databaseUrl, databaseFile: databaseFile ?? "" };
        const lines = await linesOf(await connect(from));
        assert.ok(lines.some((line) => line.includes("Emma")));
        const file = join(folder, "backup.jsonl");
        const backup = await runAt(from, ["backup", file], migrations);
        equal(backup.code, 0, backup.err);
        const restored = await empty(dialect);
        const restore = await runAt(restored, ["restore", file], migrations);
        equal(restore.code, 0, restore.err);
        equal(await linesOf(await connect(restored)), lines);
        const copied = await connect(await empty(dialect));
        await copy(await connect(from), copied, { migrations });
        equal(await linesOf(copied), lines);
      });
    },
    "migrated",
  );
}
