/**
 * A person's own recovery codes.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import { recordFactorChange } from "../second_factor/factor_changes.ts";
import { strongFactorsOf } from "../second_factor/factors.ts";
import { inLiveSession } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";
import { recoveryCodes } from "./feature.ts";
import {
  FEW_RECOVERY_CODES,
  type RecoveryCodesLeft,
} from "./recovery_codes.ts";

/** The recovery codes of an account as its owner sees them. */
export interface OwnRecoveryCodes extends RecoveryCodesLeft {
  /** Whether the account has a second factor that they stand in for. */
  readonly areUseful: boolean;
  /** Whether it is time to make new ones. */
  readonly areFew: boolean;
}

/**
 * How many recovery codes a person has left. Null if the site doesn't use them.
 *
 * @example
 * ```ts
 * import { type LoggedInState, viewRecoveryCodes } from "@latchkey/core";
 *
 * export const codes = ({ services, user }: LoggedInState) =>
 *   viewRecoveryCodes(services, user.id);
 * ```
 */
export async function viewRecoveryCodes(
  services: Services,
  userId: string,
): Promise<OwnRecoveryCodes | null> {
  if (!services.site.features.includes(recoveryCodes)) return null;
  const user = await services.store.users.byId(userId);
  const strong = user ? await strongFactorsOf(services, user) : [];
  const areUseful = strong.length > 0;
  const codes = await services.use(recoveryCodes).left(userId);
  return {
    ...codes,
    areUseful,
    areFew: areUseful && codes.left <= FEW_RECOVERY_CODES,
  };
}

/**
 * Makes new recovery codes, to be shown once. The previous ones stop working, and the owner is
 * told. Null if the account has no second factor that they could stand in for.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { type LoggedInState, replaceRecoveryCodes } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const replaced = async (ctx: Context<LoggedInState>) =>
 *   await replaceRecoveryCodes(
 *     ctx.state.services,
 *     ctx.state.session,
 *     await clientInfoOf(ctx),
 *   );
 * ```
 */
export async function replaceRecoveryCodes(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  clientInfo: ClientInfo,
): Promise<readonly string[] | null> {
  const { userId } = session;
  const before = await viewRecoveryCodes(services, userId);
  if (!before?.areUseful) return null;
  const made = await services.use(recoveryCodes).make(userId);
  const codes = await inLiveSession(
    services,
    session,
    (db) => services.use(recoveryCodes, db).replace(userId, made),
  );
  await recordFactorChange(services, { id: userId }, {
    change: "recovery_codes_replaced",
    name: "",
    clientInfo,
  });
  return codes;
}
