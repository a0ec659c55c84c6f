/**
 * A form in which a person enters the password they have.
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

/** `password` is the one the account has, whatever it is like. */
const passwordForm = defineForm({
  password: textEntry((password) =>
    password === "" ? "ownPasswordRequired" : null
  ),
});

/** How it went: with the account, or with what the form shows now and the status of that answer. */
export type EnteredPassword =
  | { readonly ok: true; readonly user: User }
  | {
    readonly ok: false;
    readonly shown: { readonly problem?: Problem; readonly failure?: string };
    readonly init: ResponseInit;
  };

/**
 * Looks whether the form's `password` is that of an account: one attempt, as to log in.
 *
 * @param user The account as it is now; null when it is gone, and then no password is right.
 */
export async function enterPassword(
  ctx: RequestContext,
  user: User | null,
  form: FormFields,
): Promise<EnteredPassword> {
  const checked = check(passwordForm, form);
  if (!checked.ok) return mistaken("ownPasswordRequired");
  const { services, language } = ctx.state;
  const { password } = checked.values;
  const clientInfo = await clientInfoOf(ctx);
  const entered = { password, clientInfo };
  const tried = await verifyCurrentPassword(services, user, entered);
  if (tried.ok) return { ok: true, user: tried.value };
  if (tried.reason === "wrong") return mistaken("passwordWrong");
  const { failure, init } = waitResponse(language, tried);
  return { ok: false, shown: { failure }, init };
}

function mistaken(problem: Problem): EnteredPassword {
  return { ok: false, shown: { problem }, init: { status: 422 } };
}
