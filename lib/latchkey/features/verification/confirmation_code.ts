/**
 * Confirming an address by the code of an email.
 *
 * @module
 */
import { mayLogIn } from "../account/account_status.ts";
import type { User } from "../account/user.ts";
import { padResponseTime } from "../../crypto/response_padding.ts";
import { addressKey } from "../../email/address.ts";
import type { Services } from "../../services.ts";
import { verifyCode } from "../tokens/one_time_codes.ts";
import { confirmationsFor, issueToken } from "../tokens/one_time_tokens.ts";
import { confirm, type ConfirmationSource } from "./verification.ts";

/** A typed code and its address. */
export interface TypedCode {
  readonly address: string;
  readonly code: string;
}

/** Checking a code takes a few milliseconds, and a little longer if there is one. */
const CODE_STEP_MS = 25;

/** How long the page after a code is valid: 15 minutes. */
const PASSWORD_PAGE_SECONDS = 15 * 60;

/**
 * The result of a code. `confirmed`: the address is confirmed. `mailed`: the person
 * received the email, and `token` leads to the page that asks for the password, see
 * `Confirmation.own`.
 */
export type CodeResult =
  | { readonly is: "confirmed"; readonly user: User }
  | { readonly is: "mailed"; readonly token: string };

/**
 * Confirms an address by a code. Returns null if the code is wrong or has expired. The time
 * is the same if no account has the address.
 *
 * @example
 * ```ts
 * import { confirmByCode, type State } from "@latchkey/core";
 * import { boundBrowser, clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function confirm(ctx: Context<State>, code: string) {
 *   const typed = { address: "ada@example.com", code };
 *   const result = await confirmByCode(ctx.state.services, typed, {
 *     browser: await boundBrowser(ctx),
 *     loggedInAs: ctx.state.user?.id ?? null,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 *   return result?.is === "confirmed";
 * }
 * ```
 */
export async function confirmByCode(
  services: Services,
  { address, code }: TypedCode,
  { browser, loggedInAs, clientInfo }: ConfirmationSource,
): Promise<CodeResult | null> {
  const began = performance.now();
  const account = addressKey(address);
  const user = await services.store.users.byAddressKey(account);
  // Read first, because the right code consumes these tokens. Without an account there are
  // none.
  const mailed = await confirmationsFor(
    services,
    user?.id ?? account,
    browser,
  );
  const right = await verifyCode(services, { account, user }, "verify", code);
  await padResponseTime(began, CODE_STEP_MS);
  if (!user || !right || !mayLogIn(services, user)) return null;
  const own = loggedInAs === user.id || mailed.length > 0;
  if (!own) return { is: "mailed", token: await tokenFor(services, user) };
  const confirmed = await confirm(services, user, clientInfo);
  return confirmed && { is: "confirmed", user: confirmed };
}

/** Replaces the emailed link, which the code has revoked. */
function tokenFor(services: Services, user: User): Promise<string> {
  return issueToken(services, {
    purpose: "verify",
    user,
    lifetimeSeconds: PASSWORD_PAGE_SECONDS,
  });
}
