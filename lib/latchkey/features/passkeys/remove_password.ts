/**
 * Living without a password.
 *
 * @module
 */
import type { RequestContext } from "../../state.ts";
import { hasPassword } from "../password/set_password.ts";
import { passkeys } from "./feature.ts";

/**
 * Whether the person who is logged in can remove their password: they have one, and a passkey
 * to log in with.
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
  if (!user || !services.site.features.includes(passkeys)) return false;
  const { length } = await services.use(passkeys).list(user.id);
  return length > 0 && await hasPassword(services, user);
}
