/**
 * Inserts rows about a user who may be deleted at the same time.
 *
 * @module
 */
import type { Db } from "./database.ts";

/** The part of the users table that this needs. */
interface UserTable {
  users: { id: string };
}

/** Selects the user and keeps them from being deleted until the transaction ends. */
function presentUser(db: Db<UserTable>, id: string) {
  return db.selectFrom("users").where("users.id", "=", id).forKeyShare();
}

/**
 * Inserts a row, unless its user is gone or its key exists.
 *
 * @param key The column with the primary key.
 */
export async function insertOfUser<Row extends { readonly userId: string }>(
  db: Db,
  table: string,
  row: Row,
  key = "id",
): Promise<void> {
  const columns = Object.keys(row) as (keyof Row & string)[];
  await db.insertInto(table).columns(columns)
    .expression((eb) =>
      presentUser(db, row.userId)
        .select(columns.map((name) => eb.val(row[name]).as(name)))
    )
    .onConflict((conflict) => conflict.column(key).doNothing()).execute();
}

/** The user's id, or null when the user is gone. */
export function userIdIfAny(db: Db, id: string) {
  return presentUser(db, id).select("users.id");
}
