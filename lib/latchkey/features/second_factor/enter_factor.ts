/**
 * The second step of a login: entering a second factor.
 *
 * @module
 */
import { shownAddress } from "../../email/shown_address.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Problem } from "../../i18n/messages.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { FactorRequest } from "../../factor.ts";
import type { RequestContext } from "../../state.ts";
import { completeLogin, type LoginOutcome } from "../session/complete_login.ts";
import { enterProof } from "./enter_proof.ts";
import { factorRequest } from "./factor_request.ts";
import {
  canTrust,
  dueFactors,
  type FactorPrompt,
  type NamedFactor,
  promptsFor,
} from "./factors.ts";
import {
  endPendingLogin,
  findPendingLogin,
  type PendingLogin,
  pendingLoginCookie,
} from "./pending_login.ts";
import { sendFactor } from "./send_factor.ts";

/** What the page of the second step shows. */
export interface SecondStep {
  /** The factors of which one is due. */
  readonly factors: readonly FactorPrompt[];
  /** The account's address, which the person has entered, for display. */
  readonly address: string;
  /** Whether the person can choose to trust this browser, with the field `trust`. */
  readonly canTrust: boolean;
  /** The factor that was tried, or whose code was sent again. */
  readonly tried?: string;
  /** Whether another code was sent. */
  readonly isSentAgain?: boolean;
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
 * The second step that is due in this browser; null if no login is pending, or if nothing is
 * due any more, so that it has to start again.
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
  if (!pending) return null;
  const due = await dueOf(ctx, pending);
  return due.length === 0 ? null : await stepOf(ctx, pending, due);
}

/**
 * Completes the pending login of this browser with the fields `factor`, the name of a due
 * factor, and `proof`. Failures have status 422 (wrong) or 429 (too many attempts, with
 * `Retry-After`). With the field `trust`, the browser needs no second factor for 30 days. With
 * the field `send`, it sends another code instead, with status 200.
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
  const { services, session } = ctx.state;
  const pending = await findPendingLogin(services, pendingTokenOf(ctx));
  const due = pending ? await dueOf(ctx, pending) : [];
  if (!pending || due.length === 0) return null;
  if (form.send === "yes") return await sendAgain(ctx, pending, due, form);
  const request = await requestOf(ctx, pending);
  const entered = await enterProof(ctx, request, form, due);
  if (!entered.ok) {
    const step = await stepOf(ctx, pending, due);
    return { ...entered, shown: { ...step, ...entered.shown } };
  }
  if (!await endPendingLogin(services, pending)) return null;
  const { user, method, remembered } = pending;
  const login = await completeLogin(services, user, {
    method,
    remembered,
    clientInfo: request.clientInfo,
    replaces: session,
    factor: entered.factor,
    trusts: form.trust === "yes" && canTrust(due),
  });
  return { ...entered, ...login };
}

/** Sends another code of the factor that the form names. */
async function sendAgain(
  ctx: RequestContext,
  pending: PendingLogin,
  due: readonly NamedFactor[],
  { factor: tried = "" }: FormFields,
): Promise<EnteredFactor> {
  const denied = await sendFactor(due, tried, await requestOf(ctx, pending));
  const step = { ...await stepOf(ctx, pending, due), tried };
  if (denied) {
    const { failure, init } = waitResponse(ctx.state.language, denied);
    return { ok: false, shown: { ...step, failure }, init };
  }
  return {
    ok: false,
    shown: { ...step, isSentAgain: denied === null },
    init: { status: 200 },
  };
}

/** The factors of which a pending login must show one. */
async function dueOf(
  ctx: RequestContext,
  { user, method }: PendingLogin,
): Promise<readonly NamedFactor[]> {
  const clientInfo = await clientInfoOf(ctx);
  return await dueFactors(ctx.state.services, user, { method, clientInfo });
}

async function stepOf(
  ctx: RequestContext,
  pending: PendingLogin,
  due: readonly NamedFactor[],
): Promise<SecondStep> {
  return {
    factors: await promptsFor(due, await requestOf(ctx, pending)),
    address: shownAddress(pending.user.address),
    canTrust: canTrust(due),
  };
}

function pendingTokenOf({ state, req }: RequestContext): string | null {
  return pendingLoginCookie(state.services.settings).read(req.headers);
}

function requestOf(
  ctx: RequestContext,
  { user, id: boundTo }: PendingLogin,
): Promise<FactorRequest> {
  return factorRequest(ctx, { user, purpose: "login", boundTo });
}
