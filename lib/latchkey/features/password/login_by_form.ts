/**
 * Logging in by the form of a page.
 *
 * @module
 */
import { addressProblem } from "../../forms/addresses.ts";
import { check, type Problems } from "../../forms/form.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import type { LoggedIn } from "../session/complete_login.ts";
import { logIn } from "./login.ts";
import { loginForm } from "./login_form.ts";

/** How it went: with the login, or with what the form shows now and the status of that answer. */
export type FormLogin =
  | ({ readonly ok: true } & LoggedIn)
  | {
    readonly ok: false;
    readonly shown: FailedLogin;
    readonly init: ResponseInit;
  };

/** Why nobody is logged in. */
export interface FailedLogin {
  /** Whether address and password did not fit. */
  readonly isWrong?: boolean;
  /** Why the attempt failed as a whole, if it was for another reason. */
  readonly failure?: string;
  readonly problems?: Problems<typeof loginForm>;
}

/** Logs a person in by what they entered in the login form, in place of who was logged in. */
export async function logInByForm(
  ctx: RequestContext,
  form: FormFields,
): Promise<FormLogin> {
  const { services, session, language } = ctx.state;
  const checked = check(loginForm, form);
  if (!checked.ok) return failed({ problems: checked.problems }, 422);
  const { username, password } = checked.values;
  const result = await logIn(services, {
    address: username,
    password,
    remembered: form.remember === "yes",
    clientInfo: await clientInfoOf(ctx),
    replaces: session,
  });
  if (result.ok) return result;
  if (result.reason === "wrong") {
    const problem = addressProblem(username);
    const problems = problem === null ? {} : { username: problem };
    return failed({ isWrong: true, problems }, 401);
  }
  const { failure, init } = waitResponse(language, result);
  return { ok: false, shown: { failure }, init };
}

function failed(shown: FailedLogin, status: number): FormLogin {
  return { ok: false, shown, init: { status } };
}
