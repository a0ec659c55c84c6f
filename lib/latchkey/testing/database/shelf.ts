/**
 * A feature as a site may define it: books, and data elsewhere.
 *
 * @module
 */
import { TEST_SITE } from "../site.ts";
import { defineFeature } from "../../feature.ts";
import type { Db } from "../../database/database.ts";
import type { Job } from "../../services.ts";

interface ShelfTables {
  books: {
    id: string;
    ownerId: string;
    title: string;
    noteKey: string;
    finishedAt: number | null;
    keptUntil: number | null;
  };
}

/** What the feature does outside the database; tests provide their own. */
export interface Elsewhere {
  delete(userId: string): Promise<void>;
  readonly jobs: Readonly<Record<string, Pick<Job, "everySeconds" | "run">>>;
}

/** Creates the feature. */
export function createShelf(
  { delete: deleteElsewhere, jobs }: Elsewhere = {
    delete: () => Promise.resolve(),
    jobs: {},
  },
) {
  return defineFeature({
    name: "shelf",
    migrations: {
      "0001_books": ({ key, text, whole, strict }) => `
        create table books (
          id ${key} primary key,
          owner_id ${key} not null references users (id) on delete cascade,
          title ${text} not null,
          note_key ${text} not null,
          ${whole("finished_at")},
          ${whole("kept_until")}
        ) ${strict};
        create index books_owner_id on books (owner_id);
        create index books_kept_until on books (kept_until);
        create table genres (name ${key} primary key) ${strict};
        insert into genres values ('poetry');`,
    },
    tables: {
      books: {
        userId: "owner_id",
        hidden: ["note_key"],
        expiresAt: "kept_until",
      },
      genres: { userId: null },
    },
    queries: (db: Db<ShelfTables>) => ({
      add: async (ownerId: string, title: string, keptUntil?: number) => {
        await db.insertInto("books").values({
          id: title,
          ownerId,
          title,
          noteKey: "hidden",
          finishedAt: null,
          keptUntil: keptUntil ?? null,
        }).execute();
      },
      titles: async () => {
        const rows = await db.selectFrom("books").select("title")
          .orderBy("title").execute();
        return rows.map(({ title }) => title);
      },
    }),
    exportUser: (_queries, userId) => Promise.resolve({ card: `of ${userId}` }),
    deleteUser: (_queries, userId) => deleteElsewhere(userId),
    counts: async ({ titles }) => ({ books: (await titles()).length }),
    jobs,
  });
}

/** A site with these features only. */
export const siteWith = (...features: ReturnType<typeof createShelf>[]) => ({
  ...TEST_SITE,
  features,
});
