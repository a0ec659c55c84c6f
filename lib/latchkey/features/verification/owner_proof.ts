/**
 * Proving, in a browser that isn't logged in, that an account is one's own: the
 * person who opens an emailed link may not be the one who asked for it.
 *
 * @module
 */
import type { FormFields } from "../../http/read_form.ts";
import type { Problem } from "../../i18n/messages.ts";
import type { RequestContext } from "../../state.ts";
import type { FactorRequest } from "../../factor.ts";
import type { User } from "../account/user.ts";
import { enterPassword } from "../password/enter_password.ts";
import { enterProof } from "../second_factor/enter_proof.ts";
import { factorRequest } from "../second_factor/factor_request.ts";
import {
  type FactorPrompt,
  type NamedFactor,
  promptsFor,
  strongFactorsOf,
} from "../second_factor/factors.ts";

/** What the page may ask for. It may be nothing at all. */
export interface OwnerProofs {
  readonly password: boolean;
  /** The factors of an account without a password. */
  readonly factors: readonly FactorPrompt[];
}

/** The result: the factor that was shown, if any, or what to show and the status. */
export type EnteredOwnerProof =
  | { readonly ok: true; readonly factor?: string }
  | {
    readonly ok: false;
    readonly shown: {
      /** The factor that was tried; undefined for the password. */
      readonly tried?: string;
      readonly problem?: Problem;
      readonly failure?: string;
    };
    readonly init: ResponseInit;
  };

/**
 * What proves that an account is someone's own: its password, or without one, its passkeys or
 * other factors.
 *
 * @example
 * ```ts
 * import { ownerProofs } from "@latchkey/core/http";
 * import type { State, User } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export const asksPassword = async (ctx: Context<State>, user: User) =>
 *   (await ownerProofs(ctx, user)).password;
 * ```
 */
export async function ownerProofs(
  ctx: RequestContext,
  user: User,
): Promise<OwnerProofs> {
  if (user.passwordHash !== "") return { password: true, factors: [] };
  const factors = await acceptedFactors(ctx, user);
  return {
    password: false,
    factors: await promptsFor(factors, await requestOf(ctx, user)),
  };
}

/**
 * Checks the fields `password`, or `factor` and `proof`, as one attempt like at login. Failures
 * have status 422 (wrong), 429 or 503 (with `Retry-After`).
 *
 * @example
 * ```ts
 * import { enterOwnerProof, readForm } from "@latchkey/core/http";
 * import type { State, User } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function confirm(ctx: Context<State>, user: User) {
 *   const entered = await enterOwnerProof(ctx, user, await readForm(ctx.req));
 *   return entered.ok ? null : page(entered.shown, entered.init);
 * }
 * ```
 */
export async function enterOwnerProof(
  ctx: RequestContext,
  user: User,
  form: FormFields,
): Promise<EnteredOwnerProof> {
  if (user.passwordHash !== "" || form.factor === undefined) {
    const entered = await enterPassword(ctx, user, form);
    return entered.ok ? { ok: true } : entered;
  }
  const request = await requestOf(ctx, user);
  const accepted = await acceptedFactors(ctx, user);
  return await enterProof(ctx, request, form, accepted);
}

/** Recovery codes only replace a factor that is gone. */
async function acceptedFactors(
  { state: { services } }: RequestContext,
  user: User,
): Promise<readonly NamedFactor[]> {
  const factors = await strongFactorsOf(services, user);
  return factors.filter(({ asked }) => asked !== "instead");
}

function requestOf(ctx: RequestContext, user: User): Promise<FactorRequest> {
  return factorRequest(ctx, { user, purpose: "login", boundTo: user.id });
}
