/**
 * A form in which a person enters the password they have.
 *
 * @module
 */
import type { RateLimit } from "../../limits/rate_limit.ts";
import { verifyCurrentPassword } from "./verify_password.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import { check, defineForm, textEntry } from "../../forms/form.ts";
import type { Language, Problem } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
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
 * Looks whether the form's `password` is that of an account: one try under `limit`.
 *
 * @param user The account as it is now; null when it is gone, and then no password is right.
 */
export async function enterPassword(
  services: Services,
  limit: RateLimit,
  user: User | null,
  { form, clientInfo, language }: {
    readonly form: FormFields;
    readonly clientInfo: ClientInfo;
    readonly language: Language;
  },
): Promise<EnteredPassword> {
  const checked = check(passwordForm, form);
  if (!checked.ok) return mistaken("ownPasswordRequired");
  const { password } = checked.values;
  const entered = { password, clientInfo };
  const tried = await verifyCurrentPassword(services, limit, user, entered);
  if (tried.ok) return { ok: true, user: tried.value };
  if (tried.reason === "wrong") return mistaken("passwordWrong");
  const { failure, init } = waitResponse(language, tried);
  return { ok: false, shown: { failure }, init };
}

function mistaken(problem: Problem): EnteredPassword {
  return { ok: false, shown: { problem }, init: { status: 422 } };
}
