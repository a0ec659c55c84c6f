/**
 * Adding rows that are about a user who may be gone meanwhile.
 *
 * @module
 */
import type { Db } from "./database.ts";

/** Where users are, whatever else is known of them. */
interface UserTable {
  users: { id: string };
}

/** A user who stays there until a row about them has been added. */
function presentUser(db: Db<UserTable>, id: string) {
  return db.selectFrom("users").where("users.id", "=", id).forKeyShare();
}

/** Adds a row, unless its user is gone or there is one with the same id. */
export async function insertOfUser<Row extends { readonly userId: string }>(
  db: Db,
  table: string,
  row: Row,
): Promise<void> {
  const columns = Object.keys(row) as (keyof Row & string)[];
  await db.insertInto(table).columns(columns)
    .expression((eb) =>
      presentUser(db, row.userId)
        .select(columns.map((name) => eb.val(row[name]).as(name)))
    )
    .onConflict((conflict) => conflict.column("id").doNothing()).execute();
}

/** The id of a user where there is one, for a column that may be null. */
export function userIdIfAny(db: Db, id: string) {
  return presentUser(db, id).select("users.id");
}
