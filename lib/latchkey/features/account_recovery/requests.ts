/**
 * Starting and stopping a recovery by requests.
 *
 * @module
 */
import { clientInfoOf } from "../../http/client_info.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { Wait } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import { accountRecovery } from "./feature.ts";
import { findRecoveryToStop, findRunningRecovery } from "./find.ts";
import { type AskedForFactor, askedForFactor } from "./lost_factors.ts";
import type { RecoveryStatus } from "./recoveries.ts";

/** Starts by one client, at any accounts. */
const startLimit = rateLimit("account-recovery", {
  client: { burst: 10, refillSeconds: 600 },
});

/** Emails with the link that finishes a recovery, after the first. */
const mailLimit = rateLimit("account-recovery-mail", {
  account: { burst: 3, refillSeconds: 3600 },
});

/** What the page for recovering an account offers. */
export type RecoveryOffer =
  | {
    readonly is: "offered";
    /** How long the wait takes. */
    readonly waitHours: number;
    /** The account's address, which gets the emails. */
    readonly address: string;
    /** Where the second factor is asked for. */
    readonly at: AskedForFactor["at"];
  }
  | {
    readonly is: "running";
    readonly recovery: RecoveryStatus;
    readonly address: string;
  }
  /** The last ones were stopped: another can be started at this time. */
  | { readonly is: "paused"; readonly until: number };

/**
 * What the person who is asked for a second factor can do without one: at a login that waits for
 * it, or in a session in which it wasn't shown in the last ten minutes. Returns null if there is
 * neither, or if the account can't be recovered: email isn't enabled, its address isn't confirmed,
 * or the site doesn't list the feature.
 *
 * @example
 * ```ts
 * import { findRecoveryOffer } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const offer = await findRecoveryOffer(ctx);
 *   return offer ? page(offer) : ctx.redirect("/auth/login", 303);
 * }
 * ```
 */
export async function findRecoveryOffer(
  ctx: RequestContext,
): Promise<RecoveryOffer | null> {
  const { services } = ctx.state;
  const { site, mail, settings, use } = services;
  if (!mail.enabled || !site.features.includes(accountRecovery)) return null;
  const asked = await askedForFactor(ctx);
  if (!asked) return null;
  const { user, at } = asked;
  const { address, id } = user;
  const obstacle = await use(accountRecovery).whyNot(user);
  if (obstacle?.is === "none") return null;
  if (obstacle?.is === "paused") return obstacle;
  const recovery = obstacle && await findRunningRecovery(services, id);
  if (recovery) return { is: "running", recovery, address };
  const { [accountRecovery.name]: own } = settings.features;
  const waitHours = Number(own.RECOVERY_WAIT_HOURS);
  return { is: "offered", waitHours, address, at };
}

/**
 * Starts a recovery for the person who is asked for a second factor, or emails the finishing link
 * of one that is ready again. Does nothing if neither can be done; then {@linkcode
 * findRecoveryOffer} says why. Call it behind {@linkcode requireRecoveryProof}.
 *
 * @returns The response to too many requests; else null.
 *
 * @example
 * ```ts
 * import { startAccountRecovery } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const wait = await startAccountRecovery(ctx);
 *   return wait ? new Response(wait.failure, wait.init) : ctx.redirect(ctx.url.pathname, 303);
 * }
 * ```
 */
export async function startAccountRecovery(
  ctx: RequestContext,
): Promise<Wait | null> {
  const { services: { use }, language } = ctx.state;
  const asked = await askedForFactor(ctx);
  const offer = await findRecoveryOffer(ctx);
  if (!asked || !offer || offer.is === "paused") return null;
  const { id } = asked.user;
  if (offer.is === "offered") {
    const wait = await startLimit.check(ctx);
    if (wait) return wait;
    const { is } = await use(accountRecovery).start(id, {
      client: await clientInfoOf(ctx),
      language: language.code,
    });
    if (is === "started") {
      await logSecurityEvent(ctx, "recovery_started", { user: id });
    }
    return null;
  }
  if (!offer.recovery.isReady) return null;
  const wait = await mailLimit.check(ctx, id);
  if (!wait) await use(accountRecovery).mailAgain(id);
  return wait;
}

/**
 * Stops a recovery: that of an emailed link, or without a token that of the logged-in person.
 * Needs no other proof.
 *
 * @returns Whether one was running.
 *
 * @example
 * ```ts
 * import { readForm, stopAccountRecovery } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const { token } = await readForm(ctx.req);
 *   const isStopped = await stopAccountRecovery(ctx, token);
 *   return new Response(isStopped ? "Stopped" : "Nothing to stop");
 * }
 * ```
 */
export async function stopAccountRecovery(
  ctx: RequestContext,
  token?: string,
): Promise<boolean> {
  const { services, user } = ctx.state;
  const linked = token === undefined
    ? null
    : await findRecoveryToStop(services, token);
  const id = token === undefined ? user?.id : linked?.user.id;
  if (id === undefined) return false;
  const isStopped = await services.use(accountRecovery).cancel(id, {
    by: linked ? "link" : "session",
    client: await clientInfoOf(ctx),
    id: linked?.recovery.id,
  });
  if (isStopped) await logSecurityEvent(ctx, "recovery_stopped", { user: id });
  return isStopped;
}
