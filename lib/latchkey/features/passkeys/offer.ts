/**
 * Offering a passkey after a login with a password.
 *
 * @module
 */
import type { FormFields } from "../../http/read_form.ts";
import type { RequestContext } from "../../state.ts";
import type { User } from "../account/user.ts";
import { TOKEN_SECONDS } from "../tokens/token_purposes.ts";
import { passkeys } from "./feature.ts";

/** How long pages show the offer after a login, in milliseconds: on the first pages. */
const OFFERED_MS = 2 * 60_000;

/** The field by which `static/passkeys.js` says that the browser has passkeys. */
const SUPPORT_FIELD = "has_passkeys";

/**
 * Lets the next pages offer a passkey, if the login form said that the browser has passkeys.
 * The pages themselves then need no script to find out.
 *
 * @param user Who has just entered the right password.
 *
 * @example
 * ```ts
 * import { logInByForm, offerPasskey, readForm } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function logIn(ctx: Context<State>) {
 *   const form = await readForm(ctx.req);
 *   const result = await logInByForm(ctx, form);
 *   if (result.ok) await offerPasskey(ctx, result.user, form);
 *   return result;
 * }
 * ```
 */
export async function offerPasskey(
  { state: { services } }: Pick<RequestContext, "state">,
  user: Pick<User, "id">,
  form: FormFields,
): Promise<void> {
  if (form[SUPPORT_FIELD] !== "yes") return;
  if (!services.site.features.includes(passkeys)) return;
  await services.use(passkeys).offer(user.id);
}

/**
 * Whether this page should offer a passkey: the person has just logged in with a password and
 * a browser that has passkeys, has none and has not declined.
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
  { state: { services, session } }: Pick<RequestContext, "state">,
): Promise<boolean> {
  if (!session || !services.site.features.includes(passkeys)) return false;
  if (services.now() - session.createdAt >= OFFERED_MS) return false;
  // A second factor may have come between the password and the session.
  const since = session.createdAt - TOKEN_SECONDS.pending_login * 1000;
  return await services.use(passkeys).isOffered(session.userId, since);
}
