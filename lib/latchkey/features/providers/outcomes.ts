/**
 * How logins with providers end, for pages, metrics and the log.
 *
 * @module
 */
import { clientInfoOf, maskedClient } from "../../http/client_info.ts";
import type { Wait } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import type { ProviderFlow } from "./flow_state.ts";
import { ProviderError } from "./login_provider.ts";

/**
 * Why a login with a provider did not work.
 *
 * - `cancelled`: the person said no there, or their organization did.
 * - `expired`: it took longer than ten minutes, or it started in another browser or session.
 * - `used`: its answer has already been used, such as after the back button.
 * - `down`: the provider doesn't answer, or has an error of its own.
 * - `invalid`: the answer isn't one to a login of this browser, or isn't valid.
 * - `limited`: the client made too many attempts.
 */
export type FlowProblem =
  | "cancelled"
  | "expired"
  | "used"
  | "down"
  | "invalid"
  | "limited";

/** A login with a provider that did not work. */
export interface FailedFlow {
  readonly ok: false;
  readonly problem: FlowProblem;
  /** What the login was for, such as the page to go to; null if that isn't known. */
  readonly flow: ProviderFlow | null;
  /** The message and response to `limited`. */
  readonly wait?: Wait;
}

/** Counts and logs a login that failed, without what the person or the provider sent. */
export async function noteFailure(
  ctx: RequestContext,
  provider: string,
  problem: FlowProblem,
  why?: string,
): Promise<void> {
  const { services } = ctx.state;
  services.telemetry.metrics.providers.add(provider, problem);
  const { clientAddress, requestId: id } = await clientInfoOf(ctx);
  const fields = {
    provider,
    problem,
    ...why === undefined ? {} : { why },
    client: maskedClient(clientAddress),
    id,
  };
  const needsAttention = problem === "down" || problem === "invalid";
  if (needsAttention) services.log.warn("provider_failed", fields);
  else services.log.info("provider_failed", fields);
}

/** The problem that a provider has thrown, and its reason for the log. */
export function problemOf(
  error: unknown,
): { readonly problem: FlowProblem; readonly why: string } {
  if (error instanceof ProviderError) {
    return { problem: error.problem, why: error.message };
  }
  throw error;
}
