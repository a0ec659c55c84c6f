/**
 * Changes that outlast the session they are made in.
 *
 * A request's session is checked when the request starts. Until the change is written, the owner
 * may have ended that session, such as with "This wasn't me". So the check and the change are one
 * transaction: either the change is first, and is undone with the others, or it isn't made.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { lockUser } from "../account/user_rows.ts";
import type { Session } from "./session.ts";
import { liveSessions } from "./session_ends.ts";

/**
 * Thrown by a change whose session ended while the request was handled. Nothing was changed.
 * `requireUser` responds to it as to a request without a login.
 *
 * @example
 * ```ts
 * import { type LoggedInState, SessionEnded, setPassword } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function isSet(ctx: Context<LoggedInState>, password: string) {
 *   const { services, user, session } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   try {
 *     return await setPassword(services, { user, session, clientInfo, password });
 *   } catch (error) {
 *     if (!(error instanceof SessionEnded)) throw error;
 *     return null;
 *   }
 * }
 * ```
 */
export class SessionEnded extends Error {
  constructor() {
    super("The session has ended.");
    this.name = "SessionEnded";
  }
}

/** Changes an account that is locked until the end of the transaction. */
type Change<Result> = (db: Db, user: User) => Promise<Result>;

/**
 * Makes a change in a transaction, while a session is live. The account and the session are
 * locked, so both stay as they are until the change is made. `change` must use the `db` it is
 * given, and nothing else that writes.
 *
 * @throws {SessionEnded} if the session is not live.
 */
export function inLiveSession<Result>(
  services: Pick<Services, "database">,
  { id, userId }: Pick<Session, "id" | "userId">,
  change: Change<Result>,
): Promise<Result> {
  const isLive = async (db: Db) =>
    await liveSessions(db).select("sessions.id")
      .where("sessions.id", "=", id).where("sessions.userId", "=", userId)
      .forUpdate("sessions").executeTakeFirst() !== undefined;
  return changeIf(services, userId, isLive, change);
}

/**
 * Makes a change in a transaction, unless all sessions of an account were ended since the account
 * was read: for a login whose session isn't known yet.
 *
 * @throws {SessionEnded} if they were.
 */
export function inSameEpoch<Result>(
  services: Pick<Services, "database">,
  { id, sessionEpoch }: Pick<User, "id" | "sessionEpoch">,
  change: Change<Result>,
): Promise<Result> {
  const isSame = (_db: Db, user: User) =>
    Promise.resolve(user.sessionEpoch === sessionEpoch);
  return changeIf(services, id, isSame, change);
}

async function changeIf<Result>(
  { database }: Pick<Services, "database">,
  userId: string,
  isAllowed: Change<boolean>,
  change: Change<Result>,
): Promise<Result> {
  return await database.transaction(async (db) => {
    const user = await lockUser(db, userId);
    if (!user || !await isAllowed(db, user)) throw new SessionEnded();
    return await change(db, user);
  });
}
