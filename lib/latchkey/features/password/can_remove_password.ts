/**
 * Living without a password.
 *
 * @module
 */
import type { RequestContext } from "../../state.ts";
import { countLogins } from "../second_factor/site_credentials.ts";

/**
 * Whether the person who is logged in can remove their password: they have one, and a passkey or
 * a linked login to log in with.
 *
 * @example
 * ```tsx
 * import { canRemovePassword } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * const Offer = async (ctx: Context<State>) =>
 *   await canRemovePassword(ctx)
 *     ? <a href="/account/password/remove">Remove your password</a>
 *     : null;
 * ```
 */
export async function canRemovePassword(
  { state: { services, user } }: Pick<RequestContext, "state">,
): Promise<boolean> {
  const account = user && await services.store.users.byId(user.id);
  if (!account || account.passwordHash === "") return false;
  return await countLogins(services, account) > 1;
}
