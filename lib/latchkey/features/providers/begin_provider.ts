/**
 * Starts a login with a provider.
 *
 * @module
 */
import { sha256 } from "../../crypto/sha256.ts";
import { safeNext } from "../../http/next_path.ts";
import { siteOrigin } from "../../http/site_origin.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { RequestContext } from "../../state.ts";
import { requireProvider } from "./require_provider.ts";
import {
  browserSecret,
  FLOW_MS,
  flowCookie,
  formPostCookie,
  newVerifier,
  nonceOf,
  type ProviderFlow,
  type SealedFlow,
  sealFlow,
} from "./flow_state.ts";
import { featureScopes } from "./kept_tokens.ts";
import type { LoginProvider } from "./login_provider.ts";
import { type FailedFlow, noteFailure, problemOf } from "./outcomes.ts";

/** Attempts of one client. Nobody guesses anything here, so this only limits the work. */
const limit = rateLimit("provider-begin", {
  client: { burst: 60, refillSeconds: 5 },
});

/** What a login with a provider is to do. */
export interface FlowOptions extends Pick<ProviderFlow, "purpose"> {
  /** Where to go afterwards, not yet checked. Defaults to "/". */
  readonly next?: string | null;
  /** Whether the person stays logged in. Defaults to false. */
  readonly remember?: boolean;
  /** The token of an invitation, not yet checked. */
  readonly invite?: string;
  /** The address to suggest to the provider. Defaults to that of the account that is logged in. */
  readonly hint?: string | null;
}

/** The result of {@linkcode beginProvider}. */
export type BegunFlow =
  | { readonly ok: true; readonly response: Response }
  | FailedFlow;

/**
 * Starts a login with a provider: redirects (303) to it, and binds the login to this browser
 * for ten minutes. Call it for a form (POST) only, behind the CSRF protection. `link` and
 * `step_up` require somebody to be logged in.
 *
 * @param id The id of the provider, such as `google`.
 * @throws {HttpError} 404 if the site has no such provider.
 *
 * @example
 * ```ts
 * import { beginProvider, readForm } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const { next, remember } = await readForm(ctx.req);
 *   const begun = await beginProvider(ctx, ctx.params.provider, {
 *     purpose: "log_in",
 *     next,
 *     remember: remember === "yes",
 *   });
 *   return begun.ok ? begun.response : new Response(begun.problem, { status: 503 });
 * }
 * ```
 */
export async function beginProvider(
  ctx: RequestContext,
  id: string,
  options: FlowOptions,
): Promise<BegunFlow> {
  const { services, session } = ctx.state;
  const provider = requireProvider(services, id);
  const flow = newFlow(ctx, provider, options);
  const wait = await limit.check(ctx);
  if (wait) {
    services.telemetry.metrics.providers.add(id, "limited");
    return { ok: false, problem: "limited", flow, wait };
  }
  if (flow.purpose !== "log_in" && session === null) {
    return { ok: false, problem: "expired", flow };
  }
  try {
    const response = await redirectTo(ctx, provider, flow, options);
    services.telemetry.metrics.providers.add(id, "started");
    return { ok: true, response };
  } catch (error) {
    const { problem, why } = problemOf(error);
    await noteFailure(ctx, id, problem, why);
    return { ok: false, problem, flow };
  }
}

function newFlow(
  { state: { services, session } }: RequestContext,
  { id }: LoginProvider,
  { purpose, next, remember = false, invite = "" }: FlowOptions,
): ProviderFlow {
  return {
    provider: id,
    purpose,
    next: safeNext(next),
    remember,
    invite,
    sessionId: session?.id ?? null,
    startedAt: services.now(),
  };
}

async function redirectTo(
  ctx: RequestContext,
  provider: LoginProvider,
  flow: ProviderFlow,
  { hint }: FlowOptions,
): Promise<Response> {
  const { services, user, language } = ctx.state;
  const { settings } = services;
  const secret = browserSecret(settings, ctx.req.headers);
  const browser = await sha256(secret);
  const sealed: SealedFlow = { ...flow, verifier: newVerifier() };
  const url = await provider.begin({
    redirectUri: redirectUri(ctx, provider.id),
    state: await sealFlow(services, browser, sealed),
    nonce: await nonceOf(sealed),
    verifier: sealed.verifier,
    again: flow.purpose === "step_up",
    scopes: featureScopes(services, provider.id),
    language: language.code,
    loginHint: hint === undefined ? user?.address ?? null : hint,
    now: services.now(),
  });
  const response = new Response(null, {
    status: 303,
    headers: { location: url.href, "cache-control": "no-store" },
  });
  const seconds = FLOW_MS / 1000;
  const cookies = [
    flowCookie(settings).write(secret, seconds),
    ...provider.answersBy === "form_post"
      ? [formPostCookie(settings).write(browser, seconds)]
      : [],
  ];
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}

/** The address that a provider returns to. It must be registered there. */
export function redirectUri(
  { url, state: { services: { settings } } }: Pick<
    RequestContext,
    "url" | "state"
  >,
  id: string,
): string {
  const origin = siteOrigin(settings, url);
  return `${origin}/auth/provider/${id}/callback`;
}
