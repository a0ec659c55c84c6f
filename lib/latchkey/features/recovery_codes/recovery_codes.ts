/**
 * Recovery codes: each lets its owner in once in place of a second factor that was lost.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { NOT_REMOVED, removedAt } from "../second_factor/undo_period.ts";
import { readTypedCode } from "../tokens/typed_code.ts";
import type { RecoveryCodeTables } from "./tables.ts";

/** How many codes a user gets at once. */
export const RECOVERY_CODES = 10;

/** Crockford's Base32: no two characters that look alike. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 50 random bits. Attempts are limited, and the database has stretched and keyed hashes. */
const CODE_LENGTH = 10;

/** So many codes left are few: it is time to make new ones. */
export const FEW_RECOVERY_CODES = 2;

/** How many codes a user has left. */
export interface RecoveryCodesLeft {
  readonly left: number;
  /** When they were made; null when there are none. */
  readonly createdAt: number | null;
}

/** Codes that the database doesn't have yet. */
export interface MadeCodes {
  /** As they are shown. */
  readonly codes: readonly string[];
  readonly hashes: readonly string[];
}

/** The recovery codes of a database. */
export function createRecoveryCodes(
  db: Db<RecoveryCodeTables>,
  { secrets, database, now }: Pick<Services, "secrets" | "database" | "now">,
) {
  const owner = (userId: string) => ({ purpose: "recovery_code", userId });

  /** Runs in the transaction of these queries, or in its own. */
  const inOne = (work: (db: Db<RecoveryCodeTables>) => Promise<void>) =>
    db.isTransaction ? work(db) : database.transaction(work);

  const remove = (db: Db<RecoveryCodeTables>, userId: string) =>
    db.updateTable("recoveryCodes").set(removedAt(now()))
      .where("userId", "=", userId).where("removedAt", "is", null).execute();

  async function make(userId: string): Promise<MadeCodes> {
    const codes = Array.from({ length: RECOVERY_CODES }, newCode);
    const hashes = await Promise.all(
      codes.map((code) => secrets.hash(owner(userId), code)),
    );
    return { codes: codes.map(shownCode), hashes };
  }

  return {
    /**
     * Makes codes that {@linkcode replace} can store. Hashing them takes seconds, which no
     * transaction should: on SQLite, nobody else could write in the meantime.
     */
    make,

    /**
     * Stores new codes in place of those that the user had. They are shown once: the database
     * has only hashes.
     *
     * @param made What `make` made for this user. Transactions need it.
     */
    async replace(userId: string, made?: MadeCodes): Promise<string[]> {
      const { codes, hashes } = made ?? await make(userId);
      const createdAt = now();
      const rows = hashes.map((hash) => ({
        hash,
        userId,
        createdAt,
        usedAt: null,
        ...NOT_REMOVED,
      }));
      await inOne(async (db) => {
        await remove(db, userId);
        await db.insertInto("recoveryCodes").values(rows).execute();
      });
      return [...codes];
    },

    /** Uses up a code, however it was typed. Returns false if it is wrong or was used. */
    async use(userId: string, typed: string): Promise<boolean> {
      const code = canonicalCode(typed);
      if (code === null) return false;
      const hashes = [
        ...await secrets.hashes(owner(userId), code),
        ...await secrets.unstretchedHashes(owner(userId), code),
      ];
      const used = await db.updateTable("recoveryCodes")
        .set({ usedAt: now() })
        .where("userId", "=", userId).where("usedAt", "is", null)
        .where("removedAt", "is", null)
        .where("hash", "in", hashes)
        .executeTakeFirst();
      return used.numUpdatedRows > 0n;
    },

    /** How many codes are left. */
    async left(userId: string): Promise<RecoveryCodesLeft> {
      const { left, createdAt } = await db.selectFrom("recoveryCodes")
        .select(({ fn }) => [
          fn.countAll().as("left"),
          fn.max("createdAt").as("createdAt"),
        ])
        .where("userId", "=", userId).where("usedAt", "is", null)
        .where("removedAt", "is", null)
        .executeTakeFirstOrThrow();
      return {
        left: Number(left),
        createdAt: createdAt === null ? null : Number(createdAt),
      };
    },

    /** Removes all codes of a user. */
    async remove(userId: string): Promise<void> {
      await remove(db, userId);
    },

    /** Deletes the codes that were made since a time, and restores those that were removed. */
    undo: (userId: string, since: number): Promise<void> =>
      inOne(async (db) => {
        await db.deleteFrom("recoveryCodes").where("userId", "=", userId)
          .where("createdAt", ">=", since).execute();
        await db.updateTable("recoveryCodes").set(NOT_REMOVED)
          .where("userId", "=", userId).where("removedAt", ">=", since)
          .execute();
      }),
  };
}

/**
 * Reads codes as a page shows them, separated by white space. Null unless there are as many as
 * an account gets at once, and all are written right; whose they are is not checked.
 *
 * @example
 * ```ts
 * import { readRecoveryCodes } from "@latchkey/core";
 *
 * readRecoveryCodes("anything else"); // null
 * ```
 */
export function readRecoveryCodes(text: string): readonly string[] | null {
  if (text.length !== RECOVERY_CODES * (CODE_LENGTH + 2) - 1) return null;
  const codes = text.split(/\s/);
  const areCodes = codes.length === RECOVERY_CODES && codes.every((code) => {
    const canonical = canonicalCode(code);
    return canonical !== null && shownCode(canonical) === code;
  });
  return areCodes ? codes : null;
}

function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CODE_LENGTH));
  // 256 is a multiple of 32, so each character is as likely as any other.
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** In two groups, which are easier to copy. */
function shownCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

/** A code as it is hashed; null when it can be none. People type an O for 0, and an I or L for 1. */
function canonicalCode(typed: string): string | null {
  const code = readTypedCode(typed).toUpperCase()
    .replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const isCode = code.length === CODE_LENGTH &&
    [...code].every((character) => ALPHABET.includes(character));
  return isCode ? code : null;
}
