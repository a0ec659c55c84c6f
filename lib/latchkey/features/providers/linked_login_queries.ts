/**
 * The linked logins of users.
 *
 * @module
 */
import { randomId } from "../../crypto/random_id.ts";
import type { Db } from "../../database/database.ts";
import { writeRow } from "../../database/row_fields.ts";
import type { Services } from "../../services.ts";
import { UNDO_MS } from "../second_factor/undo_period.ts";
import {
  type IdentityKey,
  type LinkableIdentity,
  type LinkedLoginRow,
  linkedLoginRow,
  readLinkedLogin,
} from "./linked_login.ts";
import type { ProviderTables } from "./tables.ts";

/** The linked logins of a database. */
export function linkedLoginQueries(
  db: Db<ProviderTables>,
  { now }: Pick<Services, "now">,
) {
  const live = () =>
    db.selectFrom("linkedLogins").selectAll().where("expiresAt", "is", null);
  /** Unlinked logins no longer work, but are kept to be restored. */
  const unlinking = (userId: string) =>
    db.updateTable("linkedLogins").set({ expiresAt: now() + UNDO_MS })
      .where("userId", "=", userId).where("expiresAt", "is", null);

  /** Deletes the tokens of unlinked logins. */
  const dropTokens = (userId: string) =>
    db.deleteFrom("providerTokens").where("userId", "=", userId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("linkedLogins").select("id")
            .whereRef("linkedLogins.id", "=", "providerTokens.linkedLoginId")
            .where("expiresAt", "is not", null),
        )
      ).execute();

  return {
    /** The linked login of an identity; null if no account has it. */
    async byIdentity(
      { issuer, subject }: IdentityKey,
    ): Promise<LinkedLoginRow | null> {
      return readLinkedLogin(
        await live().where("issuer", "=", issuer)
          .where("subject", "=", subject).executeTakeFirst(),
      );
    },

    /** The linked logins of a user, oldest first. */
    async linked(userId: string): Promise<LinkedLoginRow[]> {
      const rows = await live().where("userId", "=", userId)
        .orderBy("createdAt").orderBy("id").execute();
      return rows.map(readLinkedLogin).filter((login) => login !== null);
    },

    /** Links an identity to a user. Returns false if it is already linked, to any user. */
    async link(userId: string, identity: LinkableIdentity): Promise<boolean> {
      const { issuer, subject, provider, username } = identity;
      const row = writeRow(linkedLoginRow, {
        id: randomId(),
        userId,
        issuer,
        subject,
        provider,
        username,
        createdAt: now(),
        lastUsedAt: null,
        expiresAt: null,
      });
      const added = await db.insertInto("linkedLogins").values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning("id").execute();
      return added.length === 1;
    },

    /**
     * Deletes a linked login for good, so that another account can have the identity. Without
     * `id` it does the same work and deletes nothing.
     */
    async release(id: string | null): Promise<void> {
      await db.deleteFrom("linkedLogins").where("id", "=", id ?? "").execute();
    },

    /** Notes a login. Returns false if it was unlinked in the meantime. */
    async noteUse(id: string, username: string): Promise<boolean> {
      const used = await db.updateTable("linkedLogins")
        .set({ lastUsedAt: now(), username })
        .where("id", "=", id).where("expiresAt", "is", null)
        .returning("id").execute();
      return used.length === 1;
    },

    /** Unlinks a login. Returns false if the user has no such login. */
    async unlink(userId: string, id: string): Promise<boolean> {
      const unlinked = await unlinking(userId).where("id", "=", id)
        .returning("id").execute();
      await dropTokens(userId);
      return unlinked.length === 1;
    },

    /** Unlinks every login of a user. */
    async unlinkAll(userId: string): Promise<void> {
      await unlinking(userId).execute();
      await dropTokens(userId);
    },

    /**
     * Deletes the logins linked since a time, and restores those unlinked since then, unless
     * another account has the identity by now.
     */
    async undoLinks(userId: string, since: number): Promise<void> {
      await db.deleteFrom("linkedLogins").where("userId", "=", userId)
        .where("createdAt", ">=", since).execute();
      const unlinked = await db.selectFrom("linkedLogins")
        .select(["id", "issuer", "subject"]).where("userId", "=", userId)
        .where("expiresAt", ">=", since + UNDO_MS)
        .orderBy("expiresAt", "desc").execute();
      for (const { id, issuer, subject } of unlinked) {
        await db.updateTable("linkedLogins").set({ expiresAt: null })
          .where("id", "=", id)
          .where(({ not, exists, selectFrom }) =>
            not(exists(
              selectFrom("linkedLogins as other").select("other.id")
                .where("other.issuer", "=", issuer)
                .where("other.subject", "=", subject)
                .where("other.expiresAt", "is", null),
            ))
          ).execute();
      }
    },
  };
}
