/**
 * The proofs of identity that a step-up accepts.
 *
 * @module
 */
import type { FormFields } from "../../http/read_form.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { RequestContext, UserView } from "../../state.ts";
import type { Session } from "./session.ts";
import type { FactorRequest } from "../../factor.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { type RenewedToken, renewToken } from "./sessions.ts";
import { factorRequest } from "../second_factor/factor_request.ts";
import {
  factorsOf,
  type NamedFactor,
  strongFactorsOf,
} from "../second_factor/factors.ts";
import { ownerConfirmed } from "../second_factor/owner_confirmed.ts";
import { verifyFactor } from "../second_factor/verify_factor.ts";
import {
  type PasswordResult,
  verifyCurrentPassword,
} from "../password/verify_password.ts";

/** How long a proof counts: ten minutes. */
export const RECENT_LOGIN_SECONDS = 10 * 60;

/** The name of the password field. */
export const STEP_UP_PASSWORD = "step_up_password";

/** The name of the field that names a factor. */
export const STEP_UP_FACTOR = "step_up_factor";

/** The name of the field with the factor's proof. */
export const STEP_UP_PROOF = "step_up_proof";

/** The name of the field that asks to send the factor's code. */
export const STEP_UP_SEND = "step_up_send";

/** What counts as a proof for an account. */
export interface Accepted {
  readonly user: User | null;
  readonly password: boolean;
  readonly factors: readonly NamedFactor[];
}

/** What a step-up asks for. */
export interface StepUpRule {
  /** Whether a password suffices for an account that has a second factor. */
  readonly passwordSuffices: boolean;
}

/** What counts as a proof for an account under a rule. */
export async function acceptedFrom(
  services: Services,
  { id }: UserView,
  { passwordSuffices }: StepUpRule,
): Promise<Accepted> {
  const user = await services.store.users.byId(id);
  if (!user) return { user, password: true, factors: [] };
  const strong = await strongFactorsOf(services, user);
  if (strong.length > 0 && !passwordSuffices) {
    return { user, password: false, factors: strong };
  }
  const password = user.passwordHash !== "";
  const factors = await factorsOf(services, user);
  // An emailed code is weaker than all others, and a password costs no email.
  const isCodeNeeded = !password && strong.length === 0;
  return {
    user,
    password,
    factors: factors
      .filter(({ asked }) => isCodeNeeded || asked !== "new_device"),
  };
}

/**
 * Whether a proof that counts was given recently. A time in the future means that a clock
 * was wrong, so the real time is unknown.
 */
export function isRecent(
  { provedAt, factorAt }: Session,
  now: number,
  { password, factors }: Accepted,
): boolean {
  const at = password || factors.every(({ asked }) => asked === "new_device")
    ? provedAt
    : factorAt;
  const secondsAgo = (now - at) / 1000;
  return -CLOCK_SKEW_SECONDS <= secondsAgo &&
    secondsAgo < RECENT_LOGIN_SECONDS;
}

/**
 * Checks the submitted proof. If it is right, it counts as given now, and earlier tokens of
 * the session are no longer valid (OWASP ASVS 5.0 §7.2.4).
 */
export async function confirmIdentity(
  ctx: RequestContext,
  session: Session,
  { accepted, form }: {
    readonly accepted: Accepted;
    readonly form: FormFields;
  },
): Promise<PasswordResult<RenewedToken>> {
  const { services } = ctx.state;
  const { store } = services;
  const factor = form[STEP_UP_FACTOR];
  const result = factor === undefined
    ? await checkPassword(ctx, accepted, form[STEP_UP_PASSWORD] ?? "")
    : await checkFactor(ctx, session, accepted, {
      factor,
      proof: form[STEP_UP_PROOF],
    });
  if (!result.ok) return result;
  const at = services.now();
  const isFactor = accepted.factors
    .some(({ name, asked }) => name === factor && asked !== "new_device");
  if (isFactor) {
    await ownerConfirmed(services, {
      userId: session.userId,
      by: "factor",
      clientInfo: await clientInfoOf(ctx),
    });
  }
  await store.sessions.prove(session.id, at, { factor: isFactor });
  await store.sessions.touch(session.id, at);
  const factorAt = isFactor ? at : session.factorAt;
  const proved = { ...session, provedAt: at, factorAt };
  ctx.state.session = proved; // A new session in the same request takes the times over.
  return { ok: true, value: await renewToken(services, proved) };
}

async function checkPassword(
  ctx: RequestContext,
  { user, password: counts }: Accepted,
  password: string,
): Promise<PasswordResult<unknown>> {
  if (!counts) return { ok: false, reason: "wrong" };
  const clientInfo = await clientInfoOf(ctx);
  const entered = { password, clientInfo };
  return await verifyCurrentPassword(ctx.state.services, user, entered);
}

async function checkFactor(
  ctx: RequestContext,
  session: Session,
  { user, factors }: Accepted,
  { factor, proof = "" }: { readonly factor: string; readonly proof?: string },
): Promise<PasswordResult<unknown>> {
  if (!user) return { ok: false, reason: "wrong" };
  const request = await stepUpFactorRequest(ctx, session, user);
  const attempt = { ...request, factor, proof };
  return await verifyFactor(ctx.state.services, attempt, factors);
}

/** What factors need to know about a step-up. */
export function stepUpFactorRequest(
  ctx: RequestContext,
  { id: boundTo }: Pick<Session, "id">,
  user: User,
): Promise<FactorRequest> {
  return factorRequest(ctx, { user, purpose: "step_up", boundTo });
}
