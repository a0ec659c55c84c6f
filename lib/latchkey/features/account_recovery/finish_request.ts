/**
 * Finishing a recovery by a request.
 *
 * @module
 */
import { clientInfoOf } from "../../http/client_info.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import type { User } from "../account/user.ts";
import { hashThrottled } from "../password/hash_throttled.ts";
import { revokeTokens } from "../tokens/one_time_tokens.ts";
import { accountRecovery } from "./feature.ts";
import { findReadyRecovery } from "./find.ts";

/** The result of finishing a recovery. `void`: the link is invalid, expired or used. */
export type FinishedRecovery =
  | { readonly reason: "recovered"; readonly user: User }
  | { readonly reason: "void" }
  | Denied;

/**
 * Finishes a recovery by an emailed link: removes every second factor and ends all sessions.
 * Log the person in afterwards, with the method `"recovery"`.
 *
 * @param password A new password that `checkNewPassword` has accepted; null to keep the
 * present one.
 *
 * @example
 * ```ts
 * import { finishAccountRecovery, logInAndRedirect } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function finish(ctx: Context<State>, token: string) {
 *   const result = await finishAccountRecovery(ctx, token, null);
 *   return result.reason === "recovered"
 *     ? await logInAndRedirect(ctx, result.user, { method: "recovery", next: "/account" })
 *     : new Response(null, { status: 410 });
 * }
 * ```
 */
export async function finishAccountRecovery(
  ctx: RequestContext,
  token: string,
  password: string | null,
): Promise<FinishedRecovery> {
  const { services } = ctx.state;
  const clientInfo = await clientInfoOf(ctx);
  const linked = await findReadyRecovery(services, token);
  if (!linked) return { reason: "void" };
  const { id, addressKey: knownTo } = linked.user;
  // Before the recovery ends, so that the link survives an overload.
  const hashed = password === null
    ? null
    : await hashThrottled(services, { password, clientInfo, knownTo });
  if (hashed && !hashed.ok) return hashed;
  const user = await services.use(accountRecovery).complete(id, {
    id: linked.recovery.id,
    passwordHash: hashed?.passwordHash ?? null,
    client: clientInfo,
  });
  if (!user) return { reason: "void" };
  await logSecurityEvent(ctx, "recovery_completed", { user: id });
  await revokeTokens(
    services,
    id,
    "account_recovery",
    "stop_account_recovery",
    "verify",
    "change_address",
  );
  return { reason: "recovered", user };
}
