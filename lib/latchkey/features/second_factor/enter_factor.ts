/**
 * The second step of a login: entering a second factor.
 *
 * @module
 */
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Problem } from "../../i18n/messages.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { FactorRequest } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
import { completeLogin, type LoginOutcome } from "../session/complete_login.ts";
import { dueFactors, type FactorPrompt, promptsFor } from "./factors.ts";
import {
  endPendingLogin,
  findPendingLogin,
  type PendingLogin,
  pendingLoginCookie,
} from "./pending_login.ts";
import { verifyFactor } from "./verify_factor.ts";

/** What the page of the second step shows. */
export interface SecondStep {
  /** The factors of which one is due. */
  readonly factors: readonly FactorPrompt[];
  /** The factor that was tried. */
  readonly tried?: string;
  /** What is wrong with the proof. */
  readonly problem?: Problem;
  /** Why the attempt failed as a whole, such as too many attempts. */
  readonly failure?: string;
}

/**
 * The result: the login; or what the page should show and the status of the response; or
 * null if no login is pending in this browser, so it has to start again.
 */
export type EnteredFactor =
  | ({
    readonly ok: true;
    /** The factor that was shown, by the name of its feature. */
    readonly factor: string;
  } & LoginOutcome)
  | {
    readonly ok: false;
    readonly shown: SecondStep;
    readonly init: ResponseInit;
  }
  | null;

/**
 * The second step that is due in this browser; null if no login is pending.
 *
 * @param token The token of the pending login. Defaults to the browser's cookie.
 *
 * @example
 * ```ts
 * import { findSecondStep } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const step = await findSecondStep(ctx);
 *   return step ? page(step) : ctx.redirect("/auth/login", 303);
 * }
 * ```
 */
export async function findSecondStep(
  ctx: RequestContext,
  token: string | null = pendingTokenOf(ctx),
): Promise<SecondStep | null> {
  const pending = await findPendingLogin(ctx.state.services, token);
  return pending && await stepOf(ctx, pending);
}

/**
 * Completes the pending login of this browser with the fields `factor`, the name of a due
 * factor, and `proof`. Failures have status 422 (wrong) or 429 (too many attempts, with
 * `Retry-After`).
 *
 * @example
 * ```ts
 * import { enterFactor, readForm, redirectLoggedIn } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const entered = await enterFactor(ctx, await readForm(ctx.req));
 *   if (!entered) return ctx.redirect("/auth/login", 303);
 *   return entered.ok
 *     ? await redirectLoggedIn(ctx, "/account", entered)
 *     : page(entered.shown, entered.init);
 * }
 * ```
 */
export async function enterFactor(
  ctx: RequestContext,
  form: FormFields,
): Promise<EnteredFactor> {
  const { services, language, session } = ctx.state;
  const pending = await findPendingLogin(services, pendingTokenOf(ctx));
  if (!pending) return null;
  const { user, method, remembered } = pending;
  const { factor = "", proof = "" } = form;
  const clientInfo = await clientInfoOf(ctx);
  const due = await dueFactors(services, user, { method, clientInfo });
  const result = await verifyFactor(services, {
    ...requestOf(ctx, pending),
    factor,
    proof,
    clientInfo,
    purpose: "login",
  }, ({ name }) => due.some((other) => other.name === name));
  if (result.ok) {
    if (!await endPendingLogin(services, pending)) return null;
    return {
      ok: true,
      factor,
      ...await completeLogin(services, user, {
        method,
        remembered,
        clientInfo,
        replaces: session,
        factor: result.value,
      }),
    };
  }
  const step = { ...await stepOf(ctx, pending), tried: factor };
  if (result.reason === "wrong") {
    const problem = proof === "" ? "proofRequired" : "proofWrong";
    return { ok: false, shown: { ...step, problem }, init: { status: 422 } };
  }
  const { failure, init } = waitResponse(language, result);
  return { ok: false, shown: { ...step, failure }, init };
}

/** The factors of a pending login. */
async function stepOf(
  ctx: RequestContext,
  pending: PendingLogin,
): Promise<SecondStep> {
  const clientInfo = await clientInfoOf(ctx);
  const { user, method } = pending;
  const due = await dueFactors(ctx.state.services, user, {
    method,
    clientInfo,
  });
  return { factors: await promptsFor(due, requestOf(ctx, pending)) };
}

function pendingTokenOf({ state, req }: RequestContext): string | null {
  return pendingLoginCookie(state.services.settings).read(req.headers);
}

function requestOf(
  { url, state }: RequestContext,
  { user }: PendingLogin,
): FactorRequest {
  return { user, page: url, language: state.language.code };
}
