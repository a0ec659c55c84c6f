/**
 * Codes that a person types, good for one use and a few attempts. They are kept hashed.
 *
 * @module
 */
import type { TokenTables } from "./tables.ts";
import { codeRow, type OneTimeCode } from "./token.ts";
import { timingSafeEqual } from "node:crypto";
import type { Database, Db } from "../../database/database.ts";
import { CLOCK_SKEW_MS } from "../../limits/buckets.ts";
import { readRow, writeRow } from "../../database/row_fields.ts";
import { userIdIfAny } from "../../database/rows_of_users.ts";
import { isDigest, isSibling, revokeSiblings } from "./token_rows.ts";

/** The one-time codes of a database. */
export function createCodes({ db, transaction }: Database<TokenTables>) {
  return {
    /** Replaces the code that the subject and scope had. */
    create: (code: OneTimeCode): Promise<void> => createCode(db, code),
    /**
     * Takes one try and looks whether any of `macs` is the code's. The right one is used
     * up and revokes its siblings, in one write. False when it was wrong, expired, revoked,
     * out of tries or never there: after the same reads and one write in every case.
     */
    try: (
      subject: string,
      scope: string,
      macs: readonly string[],
      now: number,
    ): Promise<boolean> =>
      isSibling(subject, scope)
        ? transaction((db) => verifyCode(db, subject, scope, macs, now))
        : Promise.resolve(false),
  };
}

async function createCode(
  db: Db<TokenTables>,
  code: OneTimeCode,
): Promise<void> {
  const { triesLeft, ...row } = writeRow(codeRow, code);
  const values = {
    ...row,
    attemptsLeft: triesLeft,
    userId: userIdIfAny(db, row.subject),
  };
  await db.insertInto("codes").values(values)
    .onConflict((conflict) =>
      conflict.columns(["subject", "scope"]).doUpdateSet(values)
    ).execute();
}

async function verifyCode(
  db: Db<TokenTables>,
  subject: string,
  scope: string,
  macs: readonly string[],
  now: number,
): Promise<boolean> {
  const code = await lockCode(db, subject, scope, now);
  const found = tryMacs(code, macs, now);
  if (found === "right") await revokeSiblings(db, subject, scope);
  else {
    const attemptsLeft = (code?.triesLeft ?? 0) - (found === "wrong" ? 1 : 0);
    await db.updateTable("codes").set({ attemptsLeft })
      .where("subject", "=", subject).where("scope", "=", scope).execute();
  }
  return found === "right";
}

/**
 * The code of a subject and scope, which nobody else tries to the end of the transaction.
 * Where there is none a row without a mac is made and locked: so many attempts at once are
 * in each other's way just as much. Tokens are locked first, as using one of them does.
 */
async function lockCode(
  db: Db<TokenTables>,
  subject: string,
  scope: string,
  now: number,
): Promise<OneTimeCode | null> {
  await db.selectFrom("tokens").select("hash").where("subject", "=", subject)
    .where("scope", "=", scope).forUpdate().execute();
  const row = await db.insertInto("codes")
    .values({
      subject,
      scope,
      mac: "",
      attemptsLeft: 0,
      createdAt: now,
      expiresAt: now,
    })
    .onConflict((conflict) =>
      conflict.columns(["subject", "scope"]).doUpdateSet({ subject })
    )
    .returning(["mac", "attemptsLeft", "createdAt", "expiresAt"])
    .executeTakeFirstOrThrow();
  const { attemptsLeft: triesLeft } = row;
  return readRow(codeRow, { ...row, subject, scope, triesLeft });
}

/** What a try at a code finds out. `dead`: there is none that could be right. */
type CodeAttempt = "right" | "wrong" | "dead";

/** Compared where there is no code, so that a comparison is always made. */
const NOBODYS_MAC = "0".repeat(64);

/**
 * Tries a code, in the same time whatever it finds out. One from the future is dead: a
 * clock was wrong, and nobody knows its end.
 *
 * @param code The code that is there; null when there is none or its siblings were revoked.
 */
function tryMacs(
  code: OneTimeCode | null,
  macs: readonly string[],
  now: number,
): CodeAttempt {
  const right = isAnyOf(macs, code?.mac ?? NOBODYS_MAC);
  const live = code !== null && code.triesLeft > 0 && now < code.expiresAt &&
    code.createdAt <= now + CLOCK_SKEW_MS;
  if (!live) return "dead";
  return right ? "right" : "wrong";
}

/** Compares with every mac to the end, so that the time says nothing. */
function isAnyOf(macs: readonly string[], wanted: string): boolean {
  const wantedBytes = new TextEncoder().encode(wanted);
  let found = false;
  for (const mac of macs) {
    if (!isDigest(mac)) continue;
    const same = timingSafeEqual(new TextEncoder().encode(mac), wantedBytes);
    found = same || found;
  }
  return found;
}
