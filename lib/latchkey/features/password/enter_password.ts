/**
 * Forms that ask for the current password.
 *
 * @module
 */
import { verifyCurrentPassword } from "./verify_password.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import { check, defineForm, textEntry } from "../../forms/form.ts";
import type { Problem } from "../../i18n/messages.ts";
import type { RequestContext } from "../../state.ts";
import type { User } from "../account/user.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { FormFields } from "../../http/read_form.ts";

/** Any `password` is accepted: only the account's own is right. */
const passwordForm = defineForm({
  password: textEntry((password) =>
    password === "" ? "ownPasswordRequired" : null
  ),
});

/** The result: the account, or what the form should show and the status of the response. */
export type EnteredPassword =
  | { readonly ok: true; readonly user: User }
  | {
    readonly ok: false;
    readonly shown: { readonly problem?: Problem; readonly failure?: string };
    readonly init: ResponseInit;
  };

/**
 * Checks the `password` of a form against an account, as one attempt like at login. If it
 * is wrong or there were too many attempts, returns what to show and the status of the
 * response.
 *
 * @param user The account as it is now; null if it is gone, so that no password is right.
 *
 * @example
 * ```ts
 * import type { State, User } from "@latchkey/core";
 * import { enterPassword, readForm } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export async function confirm(ctx: Context<State>, user: User) {
 *   const entered = await enterPassword(ctx, user, await readForm(ctx.req));
 *   return entered.ok ? null : page(entered.shown, entered.init);
 * }
 * ```
 */
export async function enterPassword(
  ctx: RequestContext,
  user: User | null,
  form: FormFields,
): Promise<EnteredPassword> {
  const checked = check(passwordForm, form);
  if (!checked.ok) return failed("ownPasswordRequired");
  const { services, language } = ctx.state;
  const { password } = checked.values;
  const clientInfo = await clientInfoOf(ctx);
  const entered = { password, clientInfo };
  const result = await verifyCurrentPassword(services, user, entered);
  if (result.ok) return { ok: true, user: result.value };
  if (result.reason === "wrong") return failed("passwordWrong");
  const { failure, init } = waitResponse(language, result);
  return { ok: false, shown: { failure }, init };
}

function failed(problem: Problem): EnteredPassword {
  return { ok: false, shown: { problem }, init: { status: 422 } };
}
