/**
 * Linking an identity whose address an account has, once its owner has logged in to that account.
 *
 * @module
 */
import { shownAddress } from "../../email/shown_address.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
import { mayLogIn } from "../account/account_status.ts";
import type { Session } from "../session/session.ts";
import { acceptedFrom, isRecent } from "../session/step_up_proof.ts";
import { providers } from "./feature.ts";
import { accountAt } from "./identity_accounts.ts";
import type { LinkableIdentity } from "./linked_login.ts";
import { linkLogin, type LinkResult } from "./linking.ts";
import {
  forgetPendingIdentity,
  pendingIdentityOf,
} from "./pending_identity.ts";
import type {
  PendingLink,
  ProviderFailure,
  ProviderFailureReason,
  ProviderOutcome,
} from "./provider_outcomes.ts";
import { failed } from "./provider_responses.ts";

/**
 * The identity that waits in this browser for the account that has its address; null if there is
 * none.
 *
 * @example
 * ```ts
 * import { findPendingLink } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const link = await findPendingLink(ctx);
 *   return link ? page(link) : ctx.redirect("/auth/login", 303);
 * }
 * ```
 */
export async function findPendingLink(
  ctx: RequestContext,
): Promise<PendingLink> {
  return (await waitingLink(ctx))?.shown ?? null;
}

async function waitingLink(ctx: RequestContext) {
  const { services, user } = ctx.state;
  const pending = await pendingIdentityOf(ctx);
  if (!pending?.isConfirmed) return null;
  const account = await accountAt(services, pending.address);
  if (!account || account.verifiedAt === null) return null;
  if (!mayLogIn(services, account)) return null;
  const { provider: id, username, next } = pending;
  const isOwner = user?.id === account.id;
  const other = user ? "other_account" : "log_in";
  const shown: NonNullable<PendingLink> = {
    is: isOwner ? "confirm" : other,
    provider: { id, label: services.use(providers).labelOf(id) },
    username,
    address: shownAddress(account.address),
    next,
  };
  return { pending, shown };
}

/**
 * Links the identity that waits in this browser to the account that is logged in, which has its
 * address. Call it behind `requireRecentFactor`.
 *
 * @returns Null if no identity waits here for this account.
 *
 * @example
 * ```ts
 * import { linkPendingLogin } from "@latchkey/core/http";
 * import type { LoggedInState } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<LoggedInState>) {
 *   const linked = await linkPendingLogin(ctx);
 *   if (!linked) return ctx.redirect("/account/logins", 303);
 *   return linked.ok ? linked.response : page(linked.shown, linked.init);
 * }
 * ```
 */
export async function linkPendingLogin(
  ctx: RequestContext,
): Promise<ProviderOutcome | null> {
  const { session } = ctx.state;
  const waiting = await waitingLink(ctx);
  if (waiting?.shown.is !== "confirm" || !session) return null;
  const { pending, shown: { provider, next } } = waiting;
  const at = ctx.state.services.now();
  const flow = { provider, next, provedBy: at };
  const outcome = await linkToSession(ctx, session, pending, flow);
  if (outcome.ok) {
    outcome.response.headers.append("set-cookie", forgetPendingIdentity(ctx));
  }
  return outcome;
}

/** Why an identity can't be linked. */
const REASONS: Readonly<
  Record<Exclude<LinkResult, "linked" | "own">, ProviderFailureReason>
> = {
  elsewhere: "linked_elsewhere",
  ended: "logged_out",
  unconfirmed: "address_unconfirmed",
};

/**
 * Links an identity to the account of a session that has recently shown the account's second
 * factor, or the password of an account without one, and leads on.
 *
 * @param flow.provedBy The time at which the proof must have been recent.
 */
export async function linkToSession(
  ctx: RequestContext,
  session: Session,
  identity: LinkableIdentity,
  { provedBy, provider, next }: Pick<ProviderFailure, "provider" | "next"> & {
    readonly provedBy: number;
  },
): Promise<ProviderOutcome> {
  const { services } = ctx.state;
  const fail = (reason: ProviderFailureReason) =>
    failed({ reason, provider, purpose: "link", next });
  if (!await hasProved(services, session, provedBy)) return fail("not_recent");
  const clientInfo = await clientInfoOf(ctx);
  const result = await linkLogin(services, session, { identity, clientInfo });
  return result === "linked" || result === "own"
    ? { ok: true, response: ctx.redirect(next, 303), isLinked: true }
    : fail(REASONS[result]);
}

/** Whether the person has shown what a change of the account's logins asks for. */
async function hasProved(
  services: Services,
  session: Session,
  at: number,
): Promise<boolean> {
  const rule = { passwordSuffices: false };
  const accepted = await acceptedFrom(services, { id: session.userId }, rule);
  // It may have been shown again since.
  return [at, services.now()].some((time) => isRecent(session, time, accepted));
}
