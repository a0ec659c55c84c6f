/**
 * What owners do with their passkeys.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { UNDO_MS } from "../second_factor/undo_period.ts";
import { passkeysOf, type PasskeyView, passkeyView } from "./passkey_rows.ts";
import type { PasskeyTables } from "./tables.ts";

/** The passkeys of users, in a database. */
export function ownPasskeyQueries(
  db: Db<PasskeyTables>,
  { database, now }: Pick<Services, "database" | "now">,
) {
  /** For the first pages after every login. */
  const findOffer = database.prepare((db: Db<PasskeyTables>, value) =>
    db.selectFrom("passkeyOffers").select("offeredAt")
      .where("userId", "=", value<string>(0)).where("declinedAt", "is", null)
  );
  /** Removed passkeys no longer work, but are kept to be restored. */
  const removing = (userId: string) =>
    db.updateTable("passkeys").set({ expiresAt: now() + UNDO_MS })
      .where("userId", "=", userId).where("expiresAt", "is", null);

  return {
    /** The passkeys of a user, oldest first. */
    async list(userId: string): Promise<PasskeyView[]> {
      return (await passkeysOf(db, userId)).map(passkeyView);
    },

    /** Renames a passkey. Returns false if the user has no such passkey. */
    async rename(userId: string, id: string, name: string): Promise<boolean> {
      const renamed = await db.updateTable("passkeys").set({ name })
        .where("userId", "=", userId).where("id", "=", id)
        .where("expiresAt", "is", null).executeTakeFirst();
      return renamed.numUpdatedRows > 0n;
    },

    /** Removes a passkey. Returns false if the user has no such passkey. */
    async remove(userId: string, id: string): Promise<boolean> {
      const removed = await removing(userId).where("id", "=", id)
        .executeTakeFirst();
      return removed.numUpdatedRows > 0n;
    },

    /** Removes all passkeys of a user. */
    async reset(userId: string): Promise<void> {
      await removing(userId).execute();
    },

    /** Deletes the passkeys added since a time, and restores those removed since then. */
    async undo(userId: string, since: number): Promise<void> {
      await db.deleteFrom("passkeys").where("userId", "=", userId)
        .where("createdAt", ">=", since).execute();
      await db.updateTable("passkeys").set({ expiresAt: null })
        .where("userId", "=", userId)
        .where("expiresAt", ">=", since + UNDO_MS).execute();
    },

    /** Offers a passkey on the next pages, unless the user declined. */
    async offer(userId: string): Promise<void> {
      const offeredAt = now();
      await db.insertInto("passkeyOffers")
        .values({ userId, offeredAt, declinedAt: null })
        .onConflict((conflict) =>
          conflict.column("userId").doUpdateSet({ offeredAt })
        ).execute();
    },

    /**
     * Whether a passkey was offered since a time, and the user has none and has not declined.
     * Not for transactions.
     */
    async isOffered(userId: string, since: number): Promise<boolean> {
      const offer = await findOffer.first(userId);
      return offer !== undefined && offer.offeredAt >= since &&
        (await passkeysOf(db, userId)).length === 0;
    },

    /** Never offers a passkey again. */
    async decline(userId: string): Promise<void> {
      const at = now();
      await db.insertInto("passkeyOffers")
        .values({ userId, offeredAt: at, declinedAt: at })
        .onConflict((conflict) =>
          conflict.column("userId").doUpdateSet({ declinedAt: at })
        ).execute();
    },
  };
}
