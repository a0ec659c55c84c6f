/** Safeguards against careless features. */
import { deepStrictEqual as equal, match, rejects } from "node:assert/strict";
import { removeDueAccounts } from "../features/deletion/deletion.ts";
import { exportAccount } from "../features/export/export.ts";
import { defineFeature } from "../feature.ts";
import { featureCounts } from "../feature_counts.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";
import { createShelf, siteWith } from "../testing/database/shelf.ts";
import { addUser, testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import type { Db } from "./database.ts";

onEachDatabase(
  "exports nothing of a table when a hidden column doesn't exist",
  async ({ settings }) => {
    const shelf = createShelf();
    const books = { ...shelf.tables.books, hidden: ["noteKey"] };
    const misspelt = { ...shelf, tables: { books } };
    const site = siteWith(misspelt);
    await using services = await testServices({ site, settings });
    const { id } = await addUser(services);
    await services.use(misspelt).add(id, "Emma");
    await rejects(exportAccount(services, id), {
      name: "TypeError",
      message:
        "The table books hides the column noteKey, which does not exist.",
    });
  },
  "migrated",
);

/** Notes that reply to each other, with no rule for the order of removal. */
const notes = defineFeature({
  name: "notes",
  migrations: {
    "0001_notes": ({ key, strict }) => `
      create table notes (
        id ${key} primary key,
        author ${key} not null references users (id) on delete cascade,
        answers ${key} references notes (id)
      ) ${strict};`,
  },
  tables: { notes: { userId: "author" } },
  queries: (db: Db<{ notes: { author: string } }>) => ({
    add: (note: { id: string; author: string; answers: string | null }) =>
      db.insertInto("notes").values(note).execute(),
  }),
});

onEachDatabase(
  "removes other accounts when one is still referenced by other rows",
  async ({ settings }) => {
    const site = { ...TEST_SITE, features: [notes] };
    await using services = await testServices({ site, settings });
    const { store, now, use } = services;
    const [ada, bob, eve] = await Promise.all(
      ["ada", "bob", "eve"].map((name) =>
        addUser(services, { address: `${name}@example.com` })
      ),
    );
    await use(notes).add({ id: "1", author: ada.id, answers: null });
    await use(notes).add({ id: "2", author: bob.id, answers: "1" });
    await store.users.update(ada.id, { deleteAfter: now() - 2 });
    await store.users.update(eve.id, { deleteAfter: now() - 1 });
    equal(await removeDueAccounts(services), 1);
    equal(await store.users.byId(eve.id), null);
    match(
      services.logged.join(),
      new RegExp(`"account_not_removed","user":"${ada.id}"`),
    );
  },
  "migrated",
);

/** Code that uses the notes for its own purposes. */
const replies = defineFeature({
  name: "replies",
  queries: (_db, { services }) => ({
    add: (id: string, author: string) =>
      services.use(notes).add({ id, author, answers: null }),
  }),
});

onEachDatabase(
  "includes another feature's changes in the transaction",
  async ({ settings }) => {
    const site = { ...TEST_SITE, features: [notes, replies] };
    await using services = await testServices({ site, settings });
    const { database, use } = services;
    const { id } = await addUser(services);
    await rejects(
      database.transaction(async (db) => {
        await use(replies, db).add("1", id);
        throw new Error("changed my mind");
      }),
      /changed my mind/,
    );
    await use(replies).add("1", id);
  },
  "migrated",
);

onEachDatabase(
  "serves admin pages when a feature's count fails",
  async ({ settings }) => {
    const stars = defineFeature({
      name: "stars",
      counts: () => Promise.reject(new Error("The sky is cloudy.")),
    });
    const site = { ...TEST_SITE, features: [stars, createShelf()] };
    await using services = await testServices({ site, settings });
    equal(await featureCounts(services), { stars: {}, shelf: { books: 0 } });
    match(services.logged.join(), /"count_failed","feature":"stars".*cloudy/);
  },
  "migrated",
);
