/**
 * One-time tokens in the database, stored as hashes.
 *
 * @module
 */
import type { TokenTables } from "./tables.ts";
import { type OneTimeToken, tokenRow } from "./token.ts";
import * as v from "valibot";
import type { Database, Db } from "../../database/database.ts";
import {
  digest,
  id,
  isId,
  readJson,
  readRow,
  word,
  writeRow,
} from "../../database/row_fields.ts";
import { userIdIfAny } from "../../database/rows_of_users.ts";

const COLUMNS = [
  "hash",
  "purpose",
  "subject",
  "scope",
  "addressKey",
  "data",
  "createdAt",
  "expiresAt",
] as const;

/** The one-time tokens of a database. Callers must check the expiry: expired rows are deleted late. */
export function createTokens({ db, transaction }: Database<TokenTables>) {
  return {
    create: (token: OneTimeToken): Promise<void> => createToken(db, token),
    /** A token that is neither used nor revoked, or null. */
    async find(hash: string): Promise<OneTimeToken | null> {
      if (!isDigest(hash)) return null;
      const row = await db.selectFrom("tokens").select(COLUMNS)
        .where("hash", "=", hash).executeTakeFirst();
      return readToken(row);
    },
    /**
     * Deletes a token and its siblings in one write, and returns the token. Of two
     * concurrent calls, one gets null. `successor` takes the place of the token.
     */
    consume: (
      hash: string,
      successor?: OneTimeToken,
    ): Promise<OneTimeToken | null> =>
      isDigest(hash)
        ? transaction(async (db) => {
          const used = await consumeToken(db, hash);
          if (used && successor) await createToken(db, successor);
          return used;
        })
        : Promise.resolve(null),
    /** Revokes every token and code of a subject and scope. */
    revokeTokens: (subject: string, scope: string): Promise<void> =>
      isSibling(subject, scope)
        ? transaction((db) => revokeSiblings(db, subject, scope))
        : Promise.resolve(),
    /** The tokens of a subject, including expired ones. */
    async listOf(subject: string): Promise<readonly OneTimeToken[]> {
      if (!isId(subject)) return [];
      const rows = await db.selectFrom("tokens").select(COLUMNS)
        .where("subject", "=", subject).orderBy("hash").execute();
      return rows.map(readToken).filter((token) => token !== null);
    },
  };
}

/** Whether a string can be the hash of a token. */
export function isDigest(value: string): boolean {
  return v.is(digest, value);
}

/** Whether strings can be a subject and a scope. */
export function isSibling(subject: string, scope: string): boolean {
  return v.is(id, subject) && v.is(word, scope);
}

function readToken(row: { readonly data: string } | undefined) {
  return row ? readRow(tokenRow, { ...row, data: readJson(row.data) }) : null;
}

async function createToken(
  db: Db<TokenTables>,
  token: OneTimeToken,
): Promise<void> {
  const row = writeRow(tokenRow, token);
  await db.insertInto("tokens").values({
    ...row,
    data: JSON.stringify(row.data),
    userId: userIdIfAny(db, row.subject),
  }).execute();
}

// A single statement deletes all siblings: of two that are used concurrently, the second
// waits for the first and finds its own token gone.
async function consumeToken(
  db: Db<TokenTables>,
  hash: string,
): Promise<OneTimeToken | null> {
  const revoked = await db.deleteFrom("tokens")
    .where((eb) => {
      const wanted = (column: "subject" | "scope") =>
        eb.selectFrom("tokens as wanted").select(`wanted.${column}`)
          .where("wanted.hash", "=", hash);
      return eb.and([
        eb("subject", "=", wanted("subject")),
        eb("scope", "=", wanted("scope")),
      ]);
    })
    .returning(COLUMNS).execute();
  const used = revoked.find((token) => token.hash === hash);
  if (!used) return null;
  await deleteCode(db, used.subject, used.scope);
  return readToken(used);
}

/** Revokes every token and code of a subject and scope. */
export async function revokeSiblings(
  db: Db<TokenTables>,
  subject: string,
  scope: string,
): Promise<void> {
  await db.deleteFrom("tokens").where("subject", "=", subject)
    .where("scope", "=", scope).execute();
  await deleteCode(db, subject, scope);
}

async function deleteCode(
  db: Db<TokenTables>,
  subject: string,
  scope: string,
): Promise<void> {
  await db.deleteFrom("codes").where("subject", "=", subject)
    .where("scope", "=", scope).execute();
}
