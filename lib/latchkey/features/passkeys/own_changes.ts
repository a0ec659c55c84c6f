/**
 * Adding and removing a person's own passkeys.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import type { Messages } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import {
  type AddedFactor,
  addedFactor,
  removedFactor,
} from "../second_factor/factor_changes.ts";
import { deviceName } from "../session/device_name.ts";
import { inLiveSession } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";
import { passkeys } from "./feature.ts";
import type { createPasskeys, PasskeyView } from "./passkeys.ts";
import { type PasskeySignal, unknownPasskey } from "./signals.ts";

type Passkeys = ReturnType<typeof createPasskeys>;

/** A passkey that the browser has created. */
export interface CreatedPasskey {
  /** The URL of the page that created it. */
  readonly page: URL;
  /** The browser's answer, in JSON. */
  readonly response: string;
  readonly clientInfo: ClientInfo;
  /** For the name of the device, if the authenticator is not a well-known one. */
  readonly messages: Messages["device"];
}

/** The stored passkey; or null, and what to tell the browser about the one it created. */
export type AddedPasskey =
  | ({ readonly passkey: PasskeyView } & AddedFactor)
  | { readonly passkey: null; readonly signals: readonly PasskeySignal[] };

/**
 * Adds a passkey and tells the owner. If the browser's answer is wrong, the page should tell
 * the browser to forget the passkey.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { addPasskey, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf, readForm } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function add(ctx: Context<LoggedInState>) {
 *   const { services, session, language: { messages } } = ctx.state;
 *   const { passkey: response = "" } = await readForm(ctx.req);
 *   const { passkey } = await addPasskey(services, session, {
 *     page: ctx.url,
 *     response,
 *     clientInfo: await clientInfoOf(ctx),
 *     messages: messages.device,
 *   });
 *   return passkey !== null;
 * }
 * ```
 */
export async function addPasskey(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { page, response, clientInfo, messages }: CreatedPasskey,
): Promise<AddedPasskey> {
  const queries = services.use(passkeys);
  const party = queries.party(page);
  const name = await deviceName(clientInfo.userAgent ?? "", messages);
  const { userId } = session;
  const passkey = await queries.register(
    party,
    userId,
    { response, name },
    (store) => inLiveSession(services, session, store),
  );
  if (!passkey) {
    const created = await queries.createdPasskey(response);
    const isUnknown = created?.state === "unknown";
    const signals = isUnknown ? unknownPasskey(party, created.id) : [];
    return { passkey: null, signals };
  }
  const changed = { name: passkey.name, clientInfo };
  return { passkey, ...await addedFactor(services, session, changed) };
}

/**
 * The result: the removed passkey; `gone` if it was removed before; or `last` if it is the
 * only way to log in, since the account has no password.
 */
export type RemovedPasskey =
  | { readonly removed: PasskeyView }
  | { readonly removed: null; readonly why: "gone" | "last" };

/**
 * Removes a passkey and tells the owner, who can restore it with "This wasn't me".
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { removePasskey, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const remove = async (ctx: Context<LoggedInState>, id: string) =>
 *   await removePasskey(ctx.state.services, ctx.state.session, {
 *     id,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * ```
 */
export async function removePasskey(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { id, clientInfo }: {
    readonly id: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<RemovedPasskey> {
  const result = await inLiveSession(
    services,
    session,
    (db, user) => removeFrom(services.use(passkeys, db), user, id),
  );
  if (!result.removed) return result;
  const { removed: { name } } = result;
  await removedFactor(services, session.userId, { name, clientInfo });
  return result;
}

async function removeFrom(
  queries: Pick<Passkeys, "list" | "remove">,
  { id: userId, passwordHash }: User,
  id: string,
): Promise<RemovedPasskey> {
  const list = await queries.list(userId);
  const removed = list.find((other) => other.id === id);
  if (!removed) return { removed: null, why: "gone" };
  if (list.length === 1 && passwordHash === "") {
    return { removed: null, why: "last" };
  }
  await queries.remove(userId, id);
  return { removed };
}
