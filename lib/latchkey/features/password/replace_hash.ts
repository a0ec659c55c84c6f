/**
 * Replacing one's own password hash.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { secured } from "../account/user_changes.ts";
import { setUser } from "../account/user_rows.ts";
import { inLiveSession, SessionEnded } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";

/**
 * Replaces the hash while a session is live, and ends every session. Returns null if `nextHash`
 * does: then a request before this one has done it, such as the first of a double click.
 *
 * @throws {SessionEnded} if the session ended without that.
 */
export async function replaceHash(
  services: Pick<Services, "database" | "store">,
  session: Pick<Session, "id" | "userId">,
  nextHash: (previous: string) => string | null,
): Promise<User | null> {
  try {
    return await inLiveSession(services, session, async (db, user) => {
      const passwordHash = nextHash(user.passwordHash);
      return passwordHash === null
        ? null
        : await setUser(db, secured(user, { passwordHash }));
    });
  } catch (error) {
    if (!(error instanceof SessionEnded)) throw error;
    const user = await services.store.users.byId(session.userId);
    if (user && nextHash(user.passwordHash) === null) return null;
    throw error;
  }
}
