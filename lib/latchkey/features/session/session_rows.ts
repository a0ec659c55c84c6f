/**
 * Sessions in the database.
 *
 * @module
 */
import type { AccountTables } from "../account/tables.ts";
import type { SessionTables } from "./tables.ts";
import { type Session, sessionRow } from "./session.ts";
import { sql } from "kysely";
import type { Database, Db } from "../../database/database.ts";
import { isId, readRow, writeRow } from "../../database/row_fields.ts";
import { liveSessions, sessionEnds } from "./session_ends.ts";
import { insertOfUser } from "../../database/rows_of_users.ts";
import type { User } from "../account/user.ts";
import { readUser, USER_COLUMNS, USER_LISTS } from "../account/user_rows.ts";

/** Renamed where the account has a column of the same name. */
const SESSION_COLUMNS = [
  "sessions.id as sessionId",
  "sessions.userId",
  "sessions.epoch",
  "sessions.remembered",
  "sessions.bearer",
  "sessions.userAgent",
  "sessions.createdAt as startedAt",
  "sessions.lastSeenAt",
  "sessions.provedAt",
  "sessions.factorAt",
  "sessions.expiresAt",
] as const;

/** The result of {@linkcode SESSION_COLUMNS}. */
interface SessionRow {
  readonly sessionId: string;
  readonly startedAt: number;
}

/** Reads a session from a row. Returns null if the row is not valid. */
function readSession(row: SessionRow | undefined): Session | null {
  if (!row) return null;
  const { sessionId: id, startedAt: createdAt } = row;
  return readRow(sessionRow, { ...row, id, createdAt });
}

/** The sessions of a database. */
export function createSessions(
  database: Database<SessionTables & AccountTables>,
) {
  const { db } = database;
  const findLive = database.prepare((db, value) =>
    liveSessions(db)
      .innerJoin("emailAddresses as present", (join) =>
        join.onRef("present.userId", "=", "users.id")
          .on("present.keptUntil", "is", null))
      .select(USER_COLUMNS).select(USER_LISTS).select(SESSION_COLUMNS)
      .where("sessions.id", "=", value<string>(0))
      .where("sessions.userId", "=", value<string>(1))
  );
  return {
    ...sessionEnds(database),
    /** Stores a session, unless its account is gone. */
    async create(session: Session): Promise<void> {
      await insertOfUser(db, "sessions", writeRow(sessionRow, session));
    },
    /**
     * A live session and its account in one query. Returns null if it is gone, has ended,
     * or belongs to another epoch or account.
     */
    async find(
      id: string,
      userId: string,
    ): Promise<{ readonly session: Session; readonly user: User } | null> {
      if (!isId(id) || !isId(userId)) return null;
      const row = await findLive.first(id, userId);
      if (!row) return null;
      const session = readSession(row);
      const user = readUser(row);
      return session && user ? { session, user } : null;
    },
    /** Records the last use. Returns false if the session has ended, which it does not bring back. */
    touch: (id: string, lastSeenAt: number): Promise<boolean> =>
      database.transaction(
        (db) => moveTime(db, id, "lastSeenAt", lastSeenAt),
        { durability: "relaxed" },
      ),
    /**
     * Records that the person proved their identity, with a second factor or without. Returns
     * false if the session has ended.
     */
    prove: async (
      id: string,
      at: number,
      { factor = false } = {},
    ): Promise<boolean> =>
      await moveTime(db, id, "provedAt", at) &&
      (!factor || await moveTime(db, id, "factorAt", at)),
    /** Records that the person showed a second factor. Returns false if the session has ended. */
    proveFactor: (id: string, at: number): Promise<boolean> =>
      moveTime(db, id, "factorAt", at),
    /** The number of live sessions. Reads each of them, so use it rarely. */
    count: (): Promise<number> => countSessions(db),
    /** The live sessions of an account, newest first. */
    async listOf(userId: string): Promise<readonly Session[]> {
      if (!isId(userId)) return [];
      const rows = await liveSessions(db).select(SESSION_COLUMNS)
        .where("sessions.userId", "=", userId)
        .orderBy("sessions.createdAt", "desc").execute();
      return rows.map(readSession).filter((session) => session !== null);
    },
  };
}

/** Moves a time of a live session forward, never back. Returns false if the session is not live. */
async function moveTime(
  db: Db<SessionTables & AccountTables>,
  id: string,
  column: "lastSeenAt" | "provedAt" | "factorAt",
  time: number,
): Promise<boolean> {
  if (!isId(id)) return false;
  const live = liveSessions(db).select("sessions.id")
    .where("sessions.id", "=", id);
  const moved = await db.updateTable("sessions")
    .set(
      column,
      (eb) =>
        eb.case().when(column, "<", time).then(sql<number>`${time}`)
          .else(eb.ref(column)).end(),
    )
    .where("id", "in", live)
    .returning("id").execute();
  return moved.length === 1;
}

/** Sessions counted per query, so that other requests do not wait for all of them. */
const COUNTED_AT_ONCE = 1_000;

async function countSessions(
  db: Db<SessionTables & AccountTables>,
): Promise<number> {
  let [live, after] = [0, ""];
  while (true) {
    const some = await db.selectFrom("sessions").select("id")
      .where("id", ">", after).orderBy("id")
      .offset(COUNTED_AT_ONCE - 1).limit(1).executeTakeFirst();
    const { count } = await liveSessions(db)
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("sessions.id", ">", after)
      .$if(
        some !== undefined,
        (query) => query.where("sessions.id", "<=", some!.id),
      )
      .executeTakeFirstOrThrow();
    live += count;
    if (!some) return live;
    after = some.id;
    await new Promise((resolve) => setTimeout(resolve)); // Yield to other requests.
  }
}
