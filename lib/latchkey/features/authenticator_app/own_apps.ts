/**
 * Adding and removing one's own authenticator apps.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import {
  type AddedFactor,
  addedFactor,
  removedFactor,
} from "../second_factor/factor_changes.ts";
import { inLiveSession } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";
import { authenticatorApp } from "./feature.ts";

/** An app to finish setting up. */
export interface NewAuthenticator {
  /** The id of the setup. */
  readonly id: string;
  /** What the app shows. */
  readonly code: string;
  /** What its owner calls it. */
  readonly name: string;
  readonly clientInfo: ClientInfo;
}

/**
 * Finishes setting an app up with a code that it shows, and tells the owner. Null if the code
 * is wrong.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { confirmAuthenticator, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const confirm = async (
 *   ctx: Context<LoggedInState>,
 *   app: { id: string; code: string; name: string },
 * ) =>
 *   await confirmAuthenticator(ctx.state.services, ctx.state.session, {
 *     ...app,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * ```
 */
export async function confirmAuthenticator(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { id, code, name, clientInfo }: NewAuthenticator,
): Promise<AddedFactor | null> {
  const isConfirmed = await inLiveSession(
    services,
    session,
    (db, { id: userId }) =>
      services.use(authenticatorApp, db).confirm(userId, id, { code, name }),
  );
  return isConfirmed
    ? await addedFactor(services, session, { name, clientInfo })
    : null;
}

/**
 * Removes an app and tells the owner. Returns false if they have no such app.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { type LoggedInState, removeAuthenticator } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const remove = async (ctx: Context<LoggedInState>, id: string) =>
 *   await removeAuthenticator(ctx.state.services, ctx.state.session, {
 *     id,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * ```
 */
export async function removeAuthenticator(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { id, clientInfo }: { readonly id: string; readonly clientInfo: ClientInfo },
): Promise<boolean> {
  const { userId } = session;
  const app = await inLiveSession(services, session, async (db) => {
    const apps = services.use(authenticatorApp, db);
    const own = (await apps.list(userId)).find((app) => app.id === id);
    return own && await apps.remove(userId, id) ? own : null;
  });
  if (!app) return false;
  await removedFactor(services, userId, { name: app.name, clientInfo });
  return true;
}
