/**
 * The answer of a provider to a login.
 *
 * @module
 */
import { rateLimit } from "../../limits/rate_limit.ts";
import type { RequestContext } from "../../state.ts";
import { requireProvider } from "./require_provider.ts";
import { redirectUri } from "./begin_provider.ts";
import { providers } from "./feature.ts";
import {
  FLOW_MS,
  flowBrowser,
  nonceOf,
  openFlow,
  type ProviderFlow,
  type SealedFlow,
} from "./flow_state.ts";
import { answerParameters } from "./form_post.ts";
import type { LoginProvider, ProviderIdentity } from "./login_provider.ts";
import {
  type FailedFlow,
  type FlowProblem,
  noteFailure,
  problemOf,
} from "./outcomes.ts";

/** Answers of one client. Nobody guesses a sealed state, so this only limits the work. */
const limit = rateLimit("provider-answer", {
  client: { burst: 60, refillSeconds: 5 },
});

/** A person that a provider has identified, for a login that this browser started. */
export interface AnsweredFlow {
  readonly ok: true;
  readonly flow: ProviderFlow;
  readonly identity: ProviderIdentity;
  readonly provider: LoginProvider;
}

/**
 * Reads the answer of a provider from the query of the callback's URL: who the person is, if
 * this browser started the login at most ten minutes ago, in the session that it has, and the
 * answer was not used before. What that means for accounts is up to the caller.
 *
 * @param id The id of the provider, from the path of the callback.
 * @throws {HttpError} 404 if the site has no such provider.
 */
export async function answerProvider(
  ctx: RequestContext,
  id: string,
): Promise<AnsweredFlow | FailedFlow> {
  const { services } = ctx.state;
  const provider = requireProvider(services, id);
  const wait = await limit.check(ctx);
  if (wait) {
    services.telemetry.metrics.providers.add(id, "limited");
    return { ok: false, problem: "limited", flow: null, wait };
  }
  const opened = await openAnswer(ctx, provider);
  const flow = opened.flow && withoutSecret(opened.flow);
  if (opened.problem) {
    await noteFailure(ctx, id, opened.problem, opened.why);
    return { ok: false, problem: opened.problem, flow };
  }
  try {
    const identity = await provider.finish({
      redirectUri: redirectUri(ctx, id),
      state: opened.state,
      nonce: await nonceOf(opened.flow),
      verifier: opened.flow.verifier,
      parameters: opened.parameters,
      now: services.now(),
    });
    services.telemetry.metrics.providers.add(id, "ok");
    return { ok: true, flow: withoutSecret(opened.flow), identity, provider };
  } catch (error) {
    const { problem, why } = problemOf(error);
    await noteFailure(ctx, id, problem, why);
    return { ok: false, problem, flow };
  }
}

/** An answer to a login of this browser, or what is wrong with it. */
type Opened =
  | {
    readonly problem?: undefined;
    readonly flow: SealedFlow;
    readonly state: string;
    readonly parameters: URLSearchParams;
  }
  | {
    readonly problem: FlowProblem;
    readonly why: string;
    readonly flow: SealedFlow | null;
  };

/** Opens the state of an answer, and uses it up. */
async function openAnswer(
  ctx: RequestContext,
  provider: LoginProvider,
): Promise<Opened> {
  const { services, session } = ctx.state;
  const refuse = (
    problem: FlowProblem,
    why: string,
    flow: SealedFlow | null = null,
  ): Opened => ({ problem, why, flow });
  const browser = await flowBrowser(services.settings, ctx.req.headers);
  if (browser === null) return refuse("expired", "no login in this browser");
  const parameters = await answerParameters(ctx, provider, browser);
  if (parameters === null) return refuse("invalid", "malformed parameters");
  const state = parameters.get("state") ?? "";
  const flow = await openFlow(services, browser, state);
  if (flow === null) return refuse("invalid", "unknown state");
  if (flow.provider !== provider.id) {
    return refuse("invalid", "state of another provider");
  }
  const expiresAt = flow.startedAt + FLOW_MS;
  if (services.now() >= expiresAt) return refuse("expired", "too late", flow);
  const isSameSession = flow.purpose === "log_in" ||
    flow.sessionId === session?.id;
  if (!isSameSession) return refuse("expired", "another session", flow);
  return await services.use(providers).useState(state, expiresAt)
    ? { flow, state, parameters }
    : refuse("used", "used before", flow);
}

function withoutSecret({ verifier: _, ...flow }: SealedFlow): ProviderFlow {
  return flow;
}
