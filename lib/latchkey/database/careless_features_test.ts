/** What a careless feature must not do to people and rows. */
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
  "nothing is exported of a table that hides a column it does not have",
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

/** Notes that answer each other, without a thought of who leaves first. */
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
  "an account that rows of others refer to keeps no other from being removed",
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

/** Something that uses the notes for its own. */
const replies = defineFeature({
  name: "replies",
  queries: (_db, { services }) => ({
    add: (id: string, author: string) =>
      services.use(notes).add({ id, author, answers: null }),
  }),
});

onEachDatabase(
  "what a feature does by another one in a transaction is part of it",
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
  "a count that fails keeps admins from no page",
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
