/**
 * A person's own sessions: looking at them and ending them.
 *
 * @module
 */
import { recordActivity } from "../activity/activity.ts";
import { listSessions } from "./sessions.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Messages } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { Session } from "./session.ts";
import { deviceName, type DeviceType, deviceType } from "./device_name.ts";

/** The part of a session that its owner sees. Its id opens nothing: it is no token. */
export interface SessionView {
  readonly id: string;
  /** The device in words. */
  readonly device: string;
  /** What to picture it by. */
  readonly deviceType: DeviceType;
  /** Whether it is the one that asks. */
  readonly present: boolean;
  /** Whether the person asked to be kept logged in. */
  readonly remembered: boolean;
  /** Milliseconds since the epoch, like the next. */
  readonly createdAt: number;
  /** Up to half a token's life behind the truth: a session is noted when its token is renewed. */
  readonly lastSeenAt: number;
}

/** The live sessions of whoever `present` belongs to: that one first, then the newest. */
export async function viewSessions(
  services: Pick<Services, "store" | "now">,
  present: Session,
  messages: Messages["device"],
): Promise<readonly SessionView[]> {
  const sessions = await listSessions(services, present.userId);
  const views = await Promise.all(sessions.map(async (session) => ({
    id: session.id,
    device: await deviceName(session.userAgent, messages),
    deviceType: await deviceType(session.userAgent),
    present: session.id === present.id,
    remembered: session.remembered,
    createdAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
  })));
  return views.sort((a, b) => Number(b.present) - Number(a.present));
}

/** Ends a session of this user and notes what its browser called itself; false, and nothing happens, when it is no live one of theirs. */
export async function endOwnSession(
  services: Services,
  { userId }: Pick<Session, "userId">,
  sessionId: string,
  clientInfo: ClientInfo,
): Promise<boolean> {
  const { sessions } = services.store;
  const found = await sessions.find(sessionId, userId);
  if (!found || !await sessions.end(sessionId)) return false;
  const { user, session } = found;
  const { userAgent } = session;
  await recordActivity(services, user, "session_ended", clientInfo, userAgent);
  return true;
}

/** Ends every session of this user but the present one, and those that are just beginning. */
export async function endOtherSessions(
  services: Services,
  { id, userId }: Pick<Session, "id" | "userId">,
  clientInfo: ClientInfo,
): Promise<void> {
  const { sessions } = services.store;
  const others = (await listSessions(services, userId))
    .some((session) => session.id !== id);
  if (await sessions.endOthers(userId, id) && others) {
    const user = { id: userId };
    await recordActivity(services, user, "other_sessions_ended", clientInfo);
  }
}
