/**
 * Trusted browsers in the database.
 *
 * @module
 */
import type { Database } from "../../database/database.ts";
import { isId, readRow, writeRow } from "../../database/row_fields.ts";
import { insertOfUser } from "../../database/rows_of_users.ts";
import type { AccountTables } from "../account/tables.ts";
import type { SessionTables } from "../session/tables.ts";
import type { SecondFactorTables } from "./tables.ts";
import { type TrustedBrowser, trustedBrowserRow } from "./trusted_browser.ts";

const COLUMNS = [
  "trustedBrowsers.id",
  "trustedBrowsers.userId",
  "trustedBrowsers.hash",
  "trustedBrowsers.userAgent",
  "trustedBrowsers.credentialEpoch",
  "trustedBrowsers.createdAt",
  "trustedBrowsers.lastUsedAt",
  "trustedBrowsers.expiresAt",
] as const;

/** The trusted browsers of a database. Callers must check the expiry: expired rows are deleted late. */
export function createTrustedBrowsers(
  { db }: Database<SecondFactorTables & AccountTables & SessionTables>,
) {
  return {
    /** Stores a browser, unless its account is gone. */
    async create(browser: TrustedBrowser): Promise<void> {
      const row = writeRow(trustedBrowserRow, browser);
      await insertOfUser(db, "trustedBrowsers", row);
    },
    /**
     * The browsers of an account, newest first: those since the last password, and since all
     * sessions of everyone were ended.
     */
    async listOf(userId: string): Promise<readonly TrustedBrowser[]> {
      if (!isId(userId)) return [];
      const cutoff = db.selectFrom("sessionCutoff").select("endedAt");
      const rows = await db.selectFrom("trustedBrowsers").select(COLUMNS)
        .innerJoin(
          "users",
          (join) =>
            join.onRef("users.id", "=", "trustedBrowsers.userId").onRef(
              "users.credentialEpoch",
              "=",
              "trustedBrowsers.credentialEpoch",
            ),
        )
        .where("trustedBrowsers.userId", "=", userId)
        .where(
          "trustedBrowsers.createdAt",
          ">",
          (eb) => eb.fn.coalesce(cutoff, eb.lit(-1)),
        )
        .orderBy("trustedBrowsers.createdAt", "desc")
        .orderBy("trustedBrowsers.id").execute();
      return rows.map((row) => readRow(trustedBrowserRow, row))
        .filter((browser) => browser !== null);
    },
    /** Records that it was used. Returns false if the trust has ended. */
    async touch(id: string, lastUsedAt: number): Promise<boolean> {
      const touched = await db.updateTable("trustedBrowsers")
        .set({ lastUsedAt }).where("id", "=", id).returning("id").execute();
      return touched.length === 1;
    },
    /** Ends the trust in a browser of an account. Returns false if there was none. */
    async end(userId: string, id: string): Promise<boolean> {
      if (!isId(userId) || !isId(id)) return false;
      const ended = await db.deleteFrom("trustedBrowsers")
        .where("userId", "=", userId).where("id", "=", id).returning("id")
        .execute();
      return ended.length === 1;
    },
    /** Ends the trust in all browsers of an account. Returns how many there were. */
    async endAll(userId: string): Promise<number> {
      if (!isId(userId)) return 0;
      const ended = await db.deleteFrom("trustedBrowsers")
        .where("userId", "=", userId).returning("id").execute();
      return ended.length;
    },
  };
}
