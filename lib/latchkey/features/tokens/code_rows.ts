/**
 * One-time codes in the database, stored as keyed hashes.
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
    /** Replaces the code of the same subject and scope. */
    create: (code: OneTimeCode): Promise<void> => createCode(db, code),
    /** Whether there is a code that has attempts left and hasn't expired. */
    async isLive(subject: string, scope: string, now: number) {
      if (!isSibling(subject, scope)) return false;
      const row = await db.selectFrom("codes")
        .select(["mac", "attemptsLeft", "createdAt", "expiresAt"])
        .where("subject", "=", subject).where("scope", "=", scope)
        .executeTakeFirst();
      return isLive(
        row ? readRow(codeRow, { ...row, subject, scope }) : null,
        now,
      );
    },
    /**
     * Takes one attempt and checks whether any of `macs` belongs to the code. The right
     * code is consumed and its siblings are revoked, in one write. Returns false if the
     * code is wrong, expired, revoked, out of attempts or does not exist, after the same
     * reads and one write.
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
  const row = writeRow(codeRow, code);
  const values = { ...row, userId: userIdIfAny(db, row.subject) };
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
  const result = checkMacs(code, macs, now);
  if (result === "right") await revokeSiblings(db, subject, scope);
  else {
    const attemptsLeft = (code?.attemptsLeft ?? 0) -
      (result === "wrong" ? 1 : 0);
    await db.updateTable("codes").set({ attemptsLeft })
      .where("subject", "=", subject).where("scope", "=", scope).execute();
  }
  return result === "right";
}

/**
 * Reads the code and locks it until the end of the transaction. If there is none, an empty
 * row is created and locked, so that concurrent attempts block each other in the same way.
 * Tokens are locked first, in the same order as when one is consumed.
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
  return readRow(codeRow, { ...row, subject, scope });
}

/** The result of an attempt. `dead`: there is no valid code. */
type AttemptResult = "right" | "wrong" | "dead";

/** Compared if there is no code, so that the time is the same. */
const DUMMY_MAC = "0".repeat(64);

/**
 * Checks a code in constant time. A creation time in the future means that a clock was
 * wrong, so the expiry is unknown and the code is dead.
 */
function checkMacs(
  code: OneTimeCode | null,
  macs: readonly string[],
  now: number,
): AttemptResult {
  const right = isAnyOf(macs, code?.mac ?? DUMMY_MAC);
  if (!isLive(code, now)) return "dead";
  return right ? "right" : "wrong";
}

function isLive(code: OneTimeCode | null, now: number): boolean {
  return code !== null && code.attemptsLeft > 0 && now < code.expiresAt &&
    code.createdAt <= now + CLOCK_SKEW_MS;
}

/** Compares every mac to the end, so that the time reveals nothing. */
function isAnyOf(macs: readonly string[], wanted: string): boolean {
  const wantedBytes = new TextEncoder().encode(wanted);
  let result = false;
  for (const mac of macs) {
    if (!isDigest(mac)) continue;
    const same = timingSafeEqual(new TextEncoder().encode(mac), wantedBytes);
    result = same || result;
  }
  return result;
}
