/**
 * Logging in with a form.
 *
 * @module
 */
import { addressProblem } from "../../forms/addresses.ts";
import { check, type Problems } from "../../forms/form.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import type { LoginOutcome } from "../session/complete_login.ts";
import { logIn } from "./login.ts";
import { loginForm } from "./login_form.ts";

/** The result: the login, which may wait for a second factor, or what the form should show and the status of the response. */
export type FormLogin =
  | ({ readonly ok: true } & LoginOutcome)
  | {
    readonly ok: false;
    readonly shown: FailedLogin;
    readonly init: ResponseInit;
  };

/** Why a login failed. */
export interface FailedLogin {
  /** Whether the address or password is wrong. */
  readonly isWrong?: boolean;
  /** The message for any other failure of the attempt, such as too many attempts. */
  readonly failure?: string;
  readonly problems?: Problems<typeof loginForm>;
}

/**
 * Logs a person in with the fields of {@linkcode loginForm}, replacing the browser's
 * current session. They stay logged in if the field `remember` is `"yes"`. Failures have
 * status 401 (wrong), 422 (invalid fields), 429 or 503 (too many attempts, with
 * `Retry-After`).
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { logInByForm, readForm, redirectLoggedIn } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const result = await logInByForm(ctx, await readForm(ctx.req));
 *   return result.ok
 *     ? redirectLoggedIn(ctx, "/account", result)
 *     : page(result.shown, result.init);
 * }
 * ```
 */
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
    language: language.code,
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
