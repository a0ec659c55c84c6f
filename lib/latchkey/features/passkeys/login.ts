/**
 * Logging in with a passkey alone.
 *
 * @module
 */
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import type { Limit } from "../../limits/buckets.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { RequestContext } from "../../state.ts";
import { mayLogIn } from "../account/account_status.ts";
import { completeLogin, type LoginOutcome } from "../session/complete_login.ts";
import { passkeys } from "./feature.ts";
import { canHavePasskeys } from "./relying_party.ts";
import { type PasskeySignal, unknownPasskey } from "./signals.ts";

/** The name of the field with the browser's answer. */
export const PASSKEY_FIELD = "passkey";

/** Any passkey may answer, so the challenge is the same for everyone. */
const LOG_IN = { purpose: "log_in", userId: "" } as const;

/**
 * Attempts of one client: 100 at once, then one a second. Nobody guesses a signature, so this
 * only limits the work. An office that shares an IP address never notices.
 */
const CLIENT_LIMIT: Limit = { burst: 100, refillSeconds: 1 };

const loginLimit = rateLimit("passkey-login", { client: CLIENT_LIMIT });

/** Why a login with a passkey failed. */
export interface FailedPasskeyLogin {
  /**
   * `unknown`: no account has it any more. `removed`: its owner removed it in the last days.
   * `wrong`: the answer is invalid, or took longer than ten minutes. `closed`: the account
   * can't be used. Undefined if there were too many attempts.
   */
  readonly reason?: "unknown" | "removed" | "wrong" | "closed";
  /** The message after too many attempts. */
  readonly failure?: string;
  /** What to tell the browser. */
  readonly signals: readonly PasskeySignal[];
}

/** The result: the login, or what the page should show and the status of the response. */
export type PasskeyLogin =
  | ({ readonly ok: true } & LoginOutcome)
  | {
    readonly ok: false;
    readonly shown: FailedPasskeyLogin;
    readonly init: ResponseInit;
  };

/**
 * The options for logging in with a passkey, as JSON for the browser; null where browsers
 * accept no passkeys, such as at an IP address.
 *
 * @example
 * ```ts
 * import { passkeyLoginOptions } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export const GET = async (ctx: Context<State>) =>
 *   Response.json(await passkeyLoginOptions(ctx));
 * ```
 */
export async function passkeyLoginOptions(
  { url, state: { services } }: Pick<RequestContext, "url" | "state">,
): Promise<object | null> {
  const queries = services.use(passkeys);
  const party = queries.party(url);
  return canHavePasskeys(party)
    ? await queries.requestOptions(party, LOG_IN)
    : null;
}

/**
 * Logs a person in with the field `passkey`: the browser's answer to
 * {@linkcode passkeyLoginOptions}, in JSON. The authenticator must have verified the person,
 * which makes two factors (NIST SP 800-63B-4 §2.2.1). They stay logged in if the field
 * `remember` is `"yes"`. Failures have status 401 (unknown or wrong), 403 (the account can't
 * be used) or 429 (too many attempts, with `Retry-After`).
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { logInByPasskey, readForm, redirectLoggedIn } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const result = await logInByPasskey(ctx, await readForm(ctx.req));
 *   return result.ok
 *     ? redirectLoggedIn(ctx, "/account", result)
 *     : page(result.shown, result.init);
 * }
 * ```
 */
export async function logInByPasskey(
  ctx: RequestContext,
  form: FormFields,
): Promise<PasskeyLogin> {
  const { services, session } = ctx.state;
  const wait = await loginLimit.check(ctx);
  if (wait) return failed({ failure: wait.failure, signals: [] }, wait.init);
  const queries = services.use(passkeys);
  const party = queries.party(ctx.url);
  const { [PASSKEY_FIELD]: answer = "" } = form;
  const shown = await queries.verify(party, LOG_IN, answer);
  if (!shown) {
    await recordFailure(ctx, null);
    const used = await queries.usedPasskey(answer);
    const isUnknown = used?.state === "unknown";
    const signals = isUnknown ? unknownPasskey(party, used.id) : [];
    const reason = used && used.state !== "works" ? used.state : "wrong";
    return failed({ reason, signals }, { status: 401 });
  }
  const user = await services.store.users.byId(shown.userId);
  if (!user || !mayLogIn(services, user)) {
    await recordFailure(ctx, shown.userId);
    return failed({ reason: "closed", signals: [] }, { status: 403 });
  }
  return {
    ok: true,
    ...await completeLogin(services, user, {
      method: "passkey",
      remembered: form.remember === "yes",
      clientInfo: await clientInfoOf(ctx),
      replaces: session,
    }),
  };
}

function failed(shown: FailedPasskeyLogin, init: ResponseInit): PasskeyLogin {
  return { ok: false, shown, init };
}

async function recordFailure(
  ctx: RequestContext,
  user: string | null,
): Promise<void> {
  ctx.state.services.telemetry.metrics.logins.add("passkey", "wrong");
  await logSecurityEvent(ctx, "login_failed", { method: "passkey", user });
}
