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
  const apps = services.use(authenticatorApp);
  const isConfirmed = await apps.confirm(session.userId, id, { code, name });
  return isConfirmed
    ? await addedFactor(services, session, { name, clientInfo })
    : null;
}

/**
 * Removes an app and tells the owner. Returns false if they have no such app.
 *
 * @example
 * ```ts
 * import { type LoggedInState, removeAuthenticator } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const remove = async (ctx: Context<LoggedInState>, id: string) =>
 *   await removeAuthenticator(ctx.state.services, ctx.state.user.id, {
 *     id,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * ```
 */
export async function removeAuthenticator(
  services: Services,
  userId: string,
  { id, clientInfo }: { readonly id: string; readonly clientInfo: ClientInfo },
): Promise<boolean> {
  const apps = services.use(authenticatorApp);
  const app = (await apps.list(userId)).find((app) => app.id === id);
  if (!app || !await apps.remove(userId, id)) return false;
  await removedFactor(services, userId, { name: app.name, clientInfo });
  return true;
}
