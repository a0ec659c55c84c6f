/**
 * Finishing a login with a provider.
 *
 * @module
 */
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import { accessTokenCookie } from "../../http/cookies.ts";
import type { RequestContext } from "../../state.ts";
import type { Session } from "../session/session.ts";
import { renewToken } from "../session/sessions.ts";
import { RECENT_LOGIN_SECONDS } from "../session/step_up_proof.ts";
import { type AnsweredFlow, answerProvider } from "./answer_provider.ts";
import { requireProvider } from "./require_provider.ts";
import { providers } from "./feature.ts";
import { authenticatedAt, personIn } from "./identified_person.ts";
import { linkable } from "./linked_login.ts";
import { logInByProvider } from "./log_in.ts";
import type { FailedFlow } from "./outcomes.ts";
import { linkToSession } from "./pending_link.ts";
import type {
  ProviderFailureReason,
  ProviderOutcome,
} from "./provider_outcomes.ts";
import { countsInStepUp, failed } from "./provider_responses.ts";

/**
 * Finishes a login with a provider at its callback: logs the person in, links the identity, or
 * confirms who they are, as the flow was started for. See {@linkcode ProviderOutcome}.
 *
 * @param id The id of the provider, from the path.
 * @throws {HttpError} 404 if the site has no such provider.
 *
 * @example
 * ```ts
 * import { finishProvider } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const outcome = await finishProvider(ctx, ctx.params.provider);
 *   return outcome.ok ? outcome.response : page(outcome.shown, outcome.init);
 * }
 * ```
 */
export async function finishProvider(
  ctx: RequestContext,
  id: string,
): Promise<ProviderOutcome> {
  const answer = await answerProvider(ctx, id);
  return answer.ok
    ? await finishAnswer(ctx, answer)
    : explainFailure(ctx, id, answer);
}

/** What an answer means, and keeps its tokens if a feature asks for them. */
async function finishAnswer(
  ctx: RequestContext,
  answer: Omit<AnsweredFlow, "ok">,
): Promise<ProviderOutcome> {
  const outcome = await concludeAnswer(ctx, answer);
  const { services } = ctx.state;
  const logins = services.use(providers);
  const login = outcome.ok ? await logins.byIdentity(answer.identity) : null;
  if (login) await logins.keepTokens(login, answer.identity.tokens);
  return outcome;
}

async function concludeAnswer(
  ctx: RequestContext,
  answer: Omit<AnsweredFlow, "ok">,
): Promise<ProviderOutcome> {
  const { services: { now }, session, user } = ctx.state;
  const { provider, flow, identity } = answer;
  const { purpose, next, startedAt: provedBy } = flow;
  if (purpose === "log_in") {
    return await logInByProvider(ctx, personIn(answer, now()));
  }
  if (!user || !session || session.id !== flow.sessionId) {
    return failed({ reason: "logged_out", provider, purpose, next });
  }
  if (purpose === "step_up") return await stepUp(ctx, session, answer);
  const linked = linkable(provider, identity);
  const ids = { provider: { id: provider.id, label: provider.label }, next };
  return await linkToSession(ctx, session, linked, { ...ids, provedBy });
}

/**
 * What the page about a login shows that couldn't start, or whose answer can't be used.
 *
 * @param id The id of the provider, from the path.
 * @param failure A result of `beginProvider` or `relayFormPost`.
 * @throws {HttpError} 404 if the site has no such provider.
 *
 * @example
 * ```ts
 * import { beginProvider, explainFailure } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const { provider } = ctx.params;
 *   const begun = await beginProvider(ctx, provider, { purpose: "log_in" });
 *   const outcome = begun.ok ? begun : explainFailure(ctx, provider, begun);
 *   return outcome.ok ? outcome.response : page(outcome.shown, outcome.init);
 * }
 * ```
 */
export function explainFailure(
  ctx: RequestContext,
  id: string,
  { problem, flow, wait }: FailedFlow,
): ProviderOutcome {
  const { label } = requireProvider(ctx.state.services, id);
  const provider = { id, label };
  const { next = "/", purpose = "log_in" } = flow ?? {};
  // The back button, after the first answer led on.
  if (problem === "used" && ctx.state.user) {
    return { ok: true, response: ctx.redirect(next, 303) };
  }
  if (problem !== "limited") {
    return failed({ reason: problem, provider, purpose, next });
  }
  const shown = { provider, purpose, next, failure: wait?.failure };
  return failed({ reason: "too_many", ...shown }, wait?.init);
}

/**
 * Confirms who is logged in, for an account that has nothing else to show: its password or second
 * factor would otherwise be worth no more than a session at the provider.
 */
async function stepUp(
  ctx: RequestContext,
  session: Session,
  { provider, flow: { next }, identity }: Omit<AnsweredFlow, "ok">,
): Promise<ProviderOutcome> {
  const { services } = ctx.state;
  const { id, label } = provider;
  const fail = (reason: ProviderFailureReason) =>
    failed({ reason, provider: { id, label }, purpose: "step_up", next });
  const { userId } = session;
  const login = await services.use(providers).byIdentity(identity);
  if (login?.userId !== userId) {
    await logStepUp(ctx, userId, "step_up_failed");
    return fail("other_identity");
  }
  const at = services.now();
  if (!isRecentlyAuthenticated(authenticatedAt(provider, identity, at), at)) {
    await logStepUp(ctx, userId, "step_up_failed");
    return fail("not_again");
  }
  const response = ctx.redirect(next, 303);
  if (!await countsInStepUp(services, { id: userId }, { id })) {
    return { ok: true, response }; // The page asks for the password or the factor.
  }
  await services.store.sessions.prove(session.id, at, { factor: false });
  await services.store.sessions.touch(session.id, at);
  await logStepUp(ctx, userId, "step_up_succeeded");
  const renewed = await renewToken(services, { ...session, provedAt: at });
  const { token, maxAgeSeconds } = renewed;
  const cookie = accessTokenCookie(services.settings);
  response.headers.append("set-cookie", cookie.write(token, maxAgeSeconds));
  return { ok: true, response };
}

/** Whether the provider asked the person just now. */
function isRecentlyAuthenticated(at: number, now: number): boolean {
  const secondsAgo = (now - at) / 1000;
  return -CLOCK_SKEW_SECONDS <= secondsAgo && secondsAgo < RECENT_LOGIN_SECONDS;
}

async function logStepUp(
  ctx: RequestContext,
  user: string,
  event: "step_up_succeeded" | "step_up_failed",
): Promise<void> {
  await logSecurityEvent(ctx, event, { method: "provider", user });
}
