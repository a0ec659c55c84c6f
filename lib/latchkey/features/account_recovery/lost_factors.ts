/**
 * Who may have lost their second factors, and can start a recovery.
 *
 * @module
 */
import type { ComponentType } from "preact";
import { clientInfoOf } from "../../http/client_info.ts";
import type { Language } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { Middleware, RequestContext, State } from "../../state.ts";
import type { User } from "../account/user.ts";
import { hasPassword } from "../password/set_password.ts";
import { dueFactors, strongFactorsOf } from "../second_factor/factors.ts";
import {
  type PendingLogin,
  pendingLoginOf,
} from "../second_factor/pending_login.ts";
import type { Session } from "../session/session.ts";
import { requireRecentLogin } from "../session/step_up.ts";
import type { StepUpProps } from "../session/step_up_page.ts";
import { isRecent } from "../session/step_up_proof.ts";

/** Someone who is asked for a second factor: at a login, or before a change in a session. */
export interface AskedForFactor {
  readonly user: User;
  readonly at: "login" | "step_up";
}

/**
 * The person who is asked for a second factor that can be lost; null if there is none. A login
 * that waits comes before a session.
 */
export async function askedForFactor(
  ctx: RequestContext,
): Promise<AskedForFactor | null> {
  const { services, session } = ctx.state;
  const pending = await pendingLoginOf(ctx);
  if (pending) {
    const { user } = pending;
    return await isLossPossible(ctx, pending) ? { user, at: "login" } : null;
  }
  const user = session && await userWithoutFactor(services, session);
  return user && { user, at: "step_up" };
}

/** Whether a login waits for factors that can be lost. An emailed code needs no recovery. */
async function isLossPossible(
  ctx: RequestContext,
  { user, method }: PendingLogin,
): Promise<boolean> {
  const clientInfo = await clientInfoOf(ctx);
  const due = await dueFactors(ctx.state.services, user, {
    method,
    clientInfo,
  });
  return due.length > 0 && due.every(({ asked }) => asked !== "new_device");
}

/** The person of a browser's session who has not just shown the second factor that they have. */
async function userWithoutFactor(
  services: Services,
  session: Session,
): Promise<User | null> {
  const user = session.bearer
    ? null
    : await services.store.users.byId(session.userId);
  if (!user) return null;
  const factors = await strongFactorsOf(services, user);
  const accepted = { user, password: false, factors };
  const isShown = isRecent(session, services.now(), accepted);
  return factors.length > 0 && !isShown ? user : null;
}

/**
 * Makes a middleware for starting a recovery in a session: it requires a proof like
 * {@linkcode requireRecentLogin}, so that a stolen session alone starts none. A login that waits
 * for a second factor has given its proof. An account without a password has nothing else to
 * show when its passkeys are lost.
 *
 * @example
 * ```tsx
 * import { requireRecoveryProof } from "@latchkey/core/http";
 *
 * export const handler = requireRecoveryProof(({ action, passwordField }) => (
 *   <form method="post" action={action}>
 *     {passwordField && <input type="password" name={passwordField} required />}
 *   </form>
 * ));
 * ```
 */
export function requireRecoveryProof<SiteLanguage extends Language>(
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Middleware<State<SiteLanguage>> {
  const requireProof = requireRecentLogin(Page);
  return async (ctx) => {
    const asked = await askedForFactor(ctx);
    return asked?.at === "step_up" &&
        await hasPassword(ctx.state.services, asked.user)
      ? await requireProof(ctx)
      : await ctx.next();
  };
}
