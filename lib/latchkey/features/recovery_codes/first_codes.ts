/**
 * The first recovery codes of an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { inLiveSession } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";
import { recoveryCodes } from "./feature.ts";

/**
 * Makes recovery codes for an account that has none left, to be shown once. Null if it has
 * some, or the site doesn't use recovery codes.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 */
export async function firstRecoveryCodes(
  services: Pick<Services, "site" | "use" | "database">,
  session: Pick<Session, "id" | "userId">,
): Promise<readonly string[] | null> {
  if (!services.site.features.includes(recoveryCodes)) return null;
  const { userId } = session;
  const before = services.use(recoveryCodes);
  const hasNone = (await before.left(userId)).left === 0;
  const made = hasNone ? await before.make(userId) : null;
  return await inLiveSession(services, session, async (db) => {
    const codes = services.use(recoveryCodes, db);
    const { left } = await codes.left(userId);
    return left > 0 || !made ? null : await codes.replace(userId, made);
  });
}
