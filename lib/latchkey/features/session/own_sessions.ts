/**
 * A person's own sessions.
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

/**
 * A session as its owner sees it. The id is not a secret: it is not a token.
 *
 * @example
 * ```ts
 * import type { SessionView } from "@latchkey/core";
 *
 * export const label = ({ device, present }: SessionView): string =>
 *   present ? `${device} (this device)` : device;
 * ```
 */
export interface SessionView {
  readonly id: string;
  /** Such as "Firefox on Windows". */
  readonly device: string;
  /** For the icon. */
  readonly deviceType: DeviceType;
  /** Whether it is the session of this request. */
  readonly present: boolean;
  /** Whether the person chose to stay logged in. */
  readonly remembered: boolean;
  /** In milliseconds since the epoch, like `lastSeenAt`. */
  readonly createdAt: number;
  /** Updated when the token is renewed, so up to half a token lifetime late. */
  readonly lastSeenAt: number;
}

/**
 * Returns the live sessions of an account: the present one first, then the newest.
 *
 * @example
 * ```ts
 * import { type LoggedInState, viewSessions } from "@latchkey/core";
 *
 * export const sessions = ({ services, session, language }: LoggedInState) =>
 *   viewSessions(services, session, language.messages.device);
 * ```
 */
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

/**
 * Ends a session of an account and records its browser. Returns false and does nothing if
 * it is not a live session of that account.
 *
 * @example
 * ```ts
 * import { endOwnSession, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf, readForm } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<LoggedInState>) {
 *   const { services, session } = ctx.state;
 *   const { id } = await readForm(ctx.req);
 *   await endOwnSession(services, session, id, await clientInfoOf(ctx));
 *   return ctx.redirect("/account/sessions", 303);
 * }
 * ```
 */
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

/**
 * Ends every session of an account except the given one, including those that are being
 * created.
 *
 * @example
 * ```ts
 * import { endOtherSessions, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<LoggedInState>) {
 *   const { services, session } = ctx.state;
 *   await endOtherSessions(services, session, await clientInfoOf(ctx));
 *   return ctx.redirect("/account/sessions", 303);
 * }
 * ```
 */
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
