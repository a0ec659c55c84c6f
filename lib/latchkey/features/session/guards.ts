/**
 * Guards: middlewares that restrict access to a route.
 *
 * @module
 */
import { HttpError } from "fresh";
import { forbiddenError } from "../../http/error_answer.ts";
import { isProgram } from "../../http/prefers_json.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import type { Middleware, RequestContext } from "../../state.ts";
import type { Role } from "../account/user.ts";
import { safeNext } from "../../http/next_path.ts";
import { SessionEnded } from "./live_session.ts";

/** The longest query, in characters, that a redirect carries. */
const MAX_QUERY_LENGTH = 2000;

/**
 * A middleware that requires a login. A browser without a session is redirected (303) to
 * the login page and returns afterwards; forms sent after the session ended are handled by
 * `checkFormOwner`. The same goes for a change that throws {@linkcode SessionEnded}. A client that asks for JSON or sent a `Bearer` token gets 401 in
 * JSON.
 *
 * @example
 * ```ts
 * import { requireUser } from "@latchkey/core/http";
 *
 * export const handler = [requireUser];
 * ```
 */
export async function requireUser(ctx: RequestContext): Promise<Response> {
  if (!ctx.state.user) return await requireLogin(ctx);
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof SessionEnded) return await requireLogin(ctx);
    throw error;
  }
}

/**
 * Makes a middleware that requires a role and a confirmed address. A role is meant for the
 * person who receives emails at the address. Without a login it acts like
 * {@linkcode requireUser}. A denied request is logged as `access_denied`.
 *
 * @throws {HttpError} 403 if the account lacks the role or its address is unconfirmed.
 *
 * @example
 * ```ts
 * import { requireRole } from "@latchkey/core/http";
 *
 * export const handler = [requireRole("admin")];
 * ```
 */
export function requireRole(role: Role): Middleware {
  return async (ctx) => {
    const { user } = ctx.state;
    if (!user) return await requireLogin(ctx);
    if (!user.roles.includes(role) || !user.verified) {
      await logSecurityEvent(ctx, "access_denied", {
        route: ctx.route ?? "none",
      });
      throw forbiddenError("role");
    }
    return await ctx.next();
  };
}

/**
 * A middleware that redirects (303) accounts with an unconfirmed address to `/auth/verify`,
 * if the setting `REQUIRE_VERIFIED_ADDRESS` is on. Without a login it acts like {@linkcode
 * requireUser}.
 *
 * @throws {HttpError} 403 if the client asks for JSON or sent a `Bearer` token.
 *
 * @example
 * ```ts
 * import { requireUser, requireVerifiedAddress } from "@latchkey/core/http";
 *
 * export const handler = [requireUser, requireVerifiedAddress];
 * ```
 */
export function requireVerifiedAddress(
  ctx: RequestContext,
): Promise<Response> {
  const { user, services } = ctx.state;
  if (!user) return requireLogin(ctx);
  return user.verified || !services.settings.requireVerifiedAddress
    ? ctx.next()
    : redirectToVerify(ctx);
}

async function redirectToVerify(ctx: RequestContext): Promise<Response> {
  if (await isProgram(ctx.req)) throw forbiddenError("unverified");
  return ctx.redirect("/auth/verify", 303);
}

/** The response of {@linkcode requireUser} without a login. */
export async function requireLogin(ctx: RequestContext): Promise<Response> {
  const { req, url } = ctx;
  if (await isProgram(req)) return unauthorized(ctx);
  if (req.method === "GET") {
    return redirectToLogin(ctx, url.pathname + url.search);
  }
  return redirectToLogin(ctx, pageOfForm(ctx));
}

/** A path with the first query that is short enough, or with none. */
export function withQuery(
  path: string,
  ...queries: Readonly<Record<string, string>>[]
): string {
  const query = queries.map((query) => `${new URLSearchParams(query)}`)
    .find((query) => query.length <= MAX_QUERY_LENGTH);
  return query === undefined ? path : `${path}?${query}`;
}

/** Redirects (303) to the login page, and to `next` afterwards. */
export function redirectToLogin(ctx: RequestContext, next: string): Response {
  return ctx.redirect(withQuery("/auth/login", { next }), 303);
}

/** The path of the page that a form was sent from; `/` if it is not a page of this site. */
export function pageOfForm({ req, url, state }: RequestContext): string {
  const from = URL.parse(req.headers.get("referer") ?? "");
  const { publicUrl } = state.services.settings;
  return from?.host === (publicUrl ?? url).host
    ? safeNext(from.pathname + from.search)
    : "/";
}

/**
 * A middleware for APIs, which never redirect. Responds with 401 in JSON without a login,
 * with the `WWW-Authenticate` header of RFC 6750 §3, and with 403 if the address is
 * unconfirmed and `REQUIRE_VERIFIED_ADDRESS` is on.
 *
 * @example
 * ```ts
 * import { requireToken } from "@latchkey/core/http";
 *
 * export const handler = [requireToken];
 * ```
 */
export function requireToken(
  ctx: RequestContext,
): Response | Promise<Response> {
  const { user, services } = ctx.state;
  if (!user) return unauthorized(ctx);
  if (user.verified || !services.settings.requireVerifiedAddress) {
    return ctx.next();
  }
  return Response.json(
    {
      detail:
        "Open the link in the email we sent you to confirm your address, then try again.",
    },
    { status: 403, headers: { "cache-control": "no-store" } },
  );
}

/** 401 in JSON with the challenge of RFC 6750 §3, for a missing or an invalid token. */
function unauthorized({ state }: RequestContext): Response {
  return Response.json(
    {
      detail: state.tokenRefused
        ? "Could not validate credentials"
        : "Not authenticated",
    },
    {
      status: 401,
      headers: {
        "www-authenticate": state.tokenRefused
          ? 'Bearer error="invalid_token"'
          : "Bearer",
        "cache-control": "no-store",
      },
    },
  );
}

/**
 * A middleware that hides a page on a site that sends no email.
 *
 * @throws {HttpError} 404 if the site sends no email.
 *
 * @example
 * ```ts
 * import { requireMail } from "@latchkey/core/http";
 *
 * export const handler = [requireMail];
 * ```
 */
export function requireMail(
  ctx: RequestContext,
): Response | Promise<Response> {
  if (!ctx.state.services.mail.enabled) throw new HttpError(404);
  return ctx.next();
}
