/**
 * Guards: middlewares that let only signed-in people pass.
 *
 * @module
 */
import type { Context } from "fresh";
import { prefersJson } from "../http/prefers_json.ts";
import type { State } from "../state.ts";

/**
 * Sends a browser without a session to the sign-in page, and back afterwards (303).
 * A client that asks for JSON, or that brought a `Bearer` token, gets the answer of
 * {@linkcode refuse} instead.
 */
export function requireUser(
  ctx: Context<State>,
): Response | Promise<Response> {
  return ctx.state.user ? ctx.next() : turnAway(ctx);
}

async function turnAway(ctx: Context<State>): Promise<Response> {
  const { req, url } = ctx;
  if (req.headers.has("authorization") || await prefersJson(req)) {
    return refuse(ctx);
  }
  const next = req.method === "GET" ? url.pathname + url.search : "/";
  return ctx.redirect(`/auth/login?next=${encodeURIComponent(next)}`, 303);
}

/** Answers {@linkcode refuse} to whoever is not signed in: for APIs, which never redirect. */
export function requireToken(
  ctx: Context<State>,
): Response | Promise<Response> {
  return ctx.state.user ? ctx.next() : refuse(ctx);
}

/** 401 in JSON with the challenge that RFC 6750 §3 asks for: no token, or one that did not hold. */
function refuse({ state }: Context<State>): Response {
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
