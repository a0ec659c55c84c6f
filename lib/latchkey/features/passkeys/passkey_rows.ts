/**
 * Reading passkeys from the database.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { type Passkey, readPasskey } from "./passkey.ts";
import type { PasskeyTables } from "./tables.ts";

/** A passkey as its owner sees it. */
export type PasskeyView = Pick<
  Passkey,
  "id" | "name" | "aaguid" | "backedUp" | "createdAt" | "lastUsedAt"
>;

/** The part of a passkey that its owner sees. */
export function passkeyView(
  { id, name, aaguid, backedUp, createdAt, lastUsedAt }: Passkey,
): PasskeyView {
  return { id, name, aaguid, backedUp, createdAt, lastUsedAt };
}

/** The passkeys of a user, oldest first. Removed ones don't count. */
export async function passkeysOf(
  db: Db<PasskeyTables>,
  userId: string,
): Promise<Passkey[]> {
  const rows = await db.selectFrom("passkeys").selectAll()
    .where("userId", "=", userId).where("expiresAt", "is", null)
    .orderBy("createdAt").orderBy("id").execute();
  return rows.map(readPasskey).filter((passkey) => passkey !== null);
}

/** A passkey by its ID, even if it was removed; null if there is none. */
export async function passkeyById(
  db: Db<PasskeyTables>,
  id: string,
): Promise<Passkey | null> {
  return readPasskey(
    await db.selectFrom("passkeys").selectAll().where("id", "=", id)
      .executeTakeFirst(),
  );
}
