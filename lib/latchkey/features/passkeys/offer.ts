/**
 * Offering a passkey after a login.
 *
 * @module
 */
import type { RequestContext } from "../../state.ts";
import { passkeys } from "./feature.ts";
import { canHavePasskeys } from "./relying_party.ts";

/** How long pages show the offer after a login, in milliseconds: on the first pages. */
const OFFERED_MS = 2 * 60_000;

/**
 * Whether this page should offer a passkey: the person has just logged in, has none and has
 * not declined.
 *
 * @example
 * ```tsx
 * import { isPasskeyOffered } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * const Offer = async (ctx: Context<State>) =>
 *   await isPasskeyOffered(ctx) ? <a href="/account/passkeys">Add a passkey</a> : null;
 * ```
 */
export async function isPasskeyOffered(
  { url, state: { services, session } }: Pick<RequestContext, "url" | "state">,
): Promise<boolean> {
  if (!session || !services.site.features.includes(passkeys)) return false;
  if (services.now() - session.createdAt >= OFFERED_MS) return false;
  const queries = services.use(passkeys);
  return canHavePasskeys(queries.party(url)) &&
    await queries.isOffered(session.userId);
}
