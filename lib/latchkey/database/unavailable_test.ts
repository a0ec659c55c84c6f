import assert from "node:assert/strict";
import { sql } from "kysely";
import { onEachDatabase } from "../testing/database/on_each_database.ts";
import { StoreUnavailableError } from "./unavailable.ts";

onEachDatabase(
  "an error that isn't an outage of the database stays an internal error",
  async ({ open }) => {
    const { database: { db } } = await open();
    const isFault = (error: unknown) =>
      !(error instanceof StoreUnavailableError);
    await assert.rejects(sql`select * from nowhere`.execute(db), isFault);
    const doubled = { id: "i", at: 1, kind: "lock", userId: "" };
    await assert.rejects(
      db.insertInto("incidents").values([doubled, doubled]).execute(),
      isFault,
    );
  },
);
