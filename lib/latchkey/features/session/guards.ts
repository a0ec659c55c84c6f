/**
 * Guards: middlewares that let only some people pass.
 *
 * @module
 */
import { HttpError } from "fresh";
import { refusal } from "../../http/error_answer.ts";
import { isProgram } from "../../http/prefers_json.ts";
import type { Middleware, RequestContext } from "../../state.ts";
import type { Role } from "../account/user.ts";
import { safeNext } from "../../http/next_path.ts";

/** The most characters of an address that another one may carry along: more of it is left out. */
const MAX_CARRIED = 2000;

/**
 * Sends a browser without a session to the login page, and back afterwards (303). What a
 * form held that was sent after the session's end is kept by `lib/latchkey/features/session/form_owner_check.ts`.
 * A client that asks for JSON, or that brought a `Bearer` token, gets the answer of
 * {@linkcode refuse} instead.
 */
export function requireUser(
  ctx: RequestContext,
): Response | Promise<Response> {
  return ctx.state.user ? ctx.next() : requireLogin(ctx);
}

/**
 * Lets only people with a role pass, whose address is confirmed: whom a role was given at
 * an address must be who reads mail there. Others who are logged in are told that their
 * account may not (403); who is not logged in, as by {@linkcode requireUser}.
 *
 * @throws {HttpError} 403
 */
export function requireRole(role: Role): Middleware {
  return (ctx) => {
    const { user } = ctx.state;
    if (!user) return requireLogin(ctx);
    if (!user.roles.includes(role) || !user.verified) throw refusal("role");
    return ctx.next();
  };
}

/**
 * Where `REQUIRE_VERIFIED_ADDRESS` says so, sends a browser whose user has not confirmed
 * the address to the page where that is done (303).
 *
 * @throws {HttpError} 403 for a client that asks for JSON or brought a `Bearer` token.
 */
export function requireVerifiedAddress(
  ctx: RequestContext,
): Promise<Response> {
  const { user, services } = ctx.state;
  if (!user) return requireLogin(ctx);
  return user.verified || !services.settings.requireVerifiedAddress
    ? ctx.next()
    : toVerify(ctx);
}

async function toVerify(ctx: RequestContext): Promise<Response> {
  if (await isProgram(ctx.req)) throw refusal("unverified");
  return ctx.redirect("/auth/verify", 303);
}

/** What {@linkcode requireUser} answers to who is not logged in. */
export async function requireLogin(ctx: RequestContext): Promise<Response> {
  const { req, url } = ctx;
  if (await isProgram(req)) return refuse(ctx);
  if (req.method === "GET") return toLogin(ctx, url.pathname + url.search);
  return toLogin(ctx, pageOfForm(ctx));
}

/** A path with the first of these queries that is short enough, or with none. */
export function withAddress(
  path: string,
  ...queries: Readonly<Record<string, string>>[]
): string {
  const query = queries.map((query) => `${new URLSearchParams(query)}`)
    .find((query) => query.length <= MAX_CARRIED);
  return query === undefined ? path : `${path}?${query}`;
}

/** To the login page, and to `next` afterwards (303). */
export function toLogin(ctx: RequestContext, next: string): Response {
  return ctx.redirect(withAddress("/auth/login", { next }), 303);
}

/** The page of ours that a form was sent from, to be filled in again. */
export function pageOfForm({ req, url, state }: RequestContext): string {
  const from = URL.parse(req.headers.get("referer") ?? "");
  const { publicUrl } = state.services.settings;
  return from?.host === (publicUrl ?? url).host
    ? safeNext(from.pathname + from.search)
    : "/";
}

/**
 * Answers {@linkcode refuse} to whoever is not logged in, and 403 to who has not confirmed
 * the address where `REQUIRE_VERIFIED_ADDRESS` says so: for APIs, which never redirect.
 */
export function requireToken(
  ctx: RequestContext,
): Response | Promise<Response> {
  const { user, services } = ctx.state;
  if (!user) return refuse(ctx);
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

/** 401 in JSON with the challenge that RFC 6750 §3 asks for: no token, or one that did not hold. */
function refuse({ state }: RequestContext): Response {
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

/** As if the page were not there, on a site that sends no mail. Throws {@linkcode HttpError} 404. */
export function requireMail(
  ctx: RequestContext,
): Response | Promise<Response> {
  if (!ctx.state.services.mail.enabled) throw new HttpError(404);
  return ctx.next();
}
