/**
 * The guard that keeps accounts to the pages where they set up the second factor they must use.
 *
 * @module
 */
import { forbiddenError } from "../../http/error_answer.ts";
import { isProgram } from "../../http/prefers_json.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import type { Middleware, RequestContext } from "../../state.ts";
import { startGracePeriod } from "./required_factor.ts";

/** The pages of a site that stay open. */
export interface FactorPages {
  /** Where someone is sent who may not open a page. It leads to the pages that set up a factor. */
  readonly redirectTo: string;
  /** Other paths that stay open. One that ends with a slash includes all paths below it. */
  readonly open: readonly string[];
}

/** The token endpoint ignores the session of a browser. */
const TOKEN = "/token";

/**
 * Makes a middleware for all routes, to follow `authenticate`. It tells pages by when the
 * person must set up a second factor, in `ctx.state.factorDeadline`. Once that time is over, it
 * redirects (303) them to the pages that are open, and does nothing for anyone else. The rule
 * is in the settings `REQUIRE_SECOND_FACTOR` and `SECOND_FACTOR_GRACE_DAYS`.
 *
 * @throws {HttpError} 403 if the client asks for JSON or sent a `Bearer` token.
 *
 * @example
 * ```ts
 * import { authenticate, requireFactor } from "@latchkey/core/http";
 *
 * export const handler = [
 *   authenticate,
 *   requireFactor({ redirectTo: "/account", open: ["/account/passkeys", "/auth/"] }),
 * ];
 * ```
 */
export function requireFactor(pages: FactorPages): Middleware {
  return async (ctx) => {
    const { services, session } = ctx.state;
    if (!session || services.settings.requireSecondFactor.length === 0) {
      return await ctx.next();
    }
    const user = await services.store.users.byId(session.userId);
    const deadline = user && await startGracePeriod(services, user);
    if (!deadline) return await ctx.next();
    ctx.state.factorDeadline = deadline;
    if (!deadline.isOverdue || isOpen(ctx, pages)) return await ctx.next();
    if (await isProgram(ctx.req)) {
      const route = ctx.route ?? "none";
      await logSecurityEvent(ctx, "access_denied", { route });
      throw forbiddenError("second_factor_missing");
    }
    return ctx.redirect(pages.redirectTo, 303);
  };
}

function isOpen(
  { url: { pathname } }: RequestContext,
  { redirectTo, open }: FactorPages,
): boolean {
  return [redirectTo, TOKEN, ...open].some((path) =>
    path.endsWith("/") ? pathname.startsWith(path) : pathname === path
  );
}
