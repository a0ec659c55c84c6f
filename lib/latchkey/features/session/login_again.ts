/**
 * Logging in again after a session has ended, without losing a submitted form (WCAG 2.2,
 * success criteria 2.2.1 and 2.2.5).
 *
 * @module
 */
import { page, type PageResponse } from "fresh";
import {
  type FormReplay,
  packForm,
  readReplay,
  REPLAY_FIELD,
  storeReplay,
  takeReplay,
  unpackForm,
  withoutSecrets,
} from "../../http/form_replay.ts";
import { safeNext } from "../../http/next_path.ts";
import { readReplayable } from "../../http/page_replay.ts";
import type { FormFields } from "../../http/read_form.ts";
import { setLanguage } from "../../http/locale.ts";
import { type RequestContext, type State, viewOf } from "../../state.ts";
import { passkeys } from "../passkeys/feature.ts";
import {
  type FailedPasskeyLogin,
  logInByPasskey,
  PASSKEY_FIELD,
} from "../passkeys/login.ts";
import { type FailedLogin, logInByForm } from "../password/login_by_form.ts";
import {
  enterFactor,
  findSecondStep,
  type SecondStep,
} from "../second_factor/enter_factor.ts";
import type { LoggedIn, LoginOutcome } from "./complete_login.ts";
import { loginCookies, redirectLoggedIn } from "./login_response.ts";

/** The field in which the page footer keeps a pending form. */
const OFFERED_FORM = "offered_form";

/**
 * The props of the page that asks to log in again.
 *
 * @example
 * ```tsx
 * import type { LoginAgainProps } from "@latchkey/core/http";
 *
 * export const LoginAgain = ({ action, hidden, address }: LoginAgainProps) => (
 *   <form method="post" action={action}>
 *     {Object.entries(hidden).map(([name, value]) => (
 *       <input type="hidden" name={name} value={value} />
 *     ))}
 *     <input name="username" value={address} />
 *     <input type="password" name="password" />
 *     <button>Log in</button>
 *   </form>
 * );
 * ```
 */
export interface LoginAgainProps extends FailedLogin {
  /** The URL of the form: the same page. */
  readonly action: string;
  /** The pending form. Send it again as hidden fields. */
  readonly hidden: FormFields;
  /** The typed address, after a failed attempt. */
  readonly address?: string;
  /** The second factor to ask for, once the password was right. */
  readonly secondStep?: SecondStep;
  /** Why logging in with a passkey, in the field `passkey`, failed. */
  readonly passkey?: FailedPasskeyLogin;
}

/** The data of the page: a login form, or the form that can be sent now. */
export type LoginAgainView = LoginAgainProps | FormReplay;

type Result = PageResponse<LoginAgainView> | Response;

type LoginResult =
  | ({ readonly ok: true } & LoginOutcome)
  | {
    readonly ok: false;
    readonly shown: Pick<LoginAgainProps, keyof FailedLogin | "passkey">;
    readonly init: ResponseInit;
  };

/**
 * Handlers of the page to which expired sessions are sent, by method. The page's data is
 * {@linkcode LoginAgainProps} (401), or the saved form once its owner has logged in.
 *
 * @example
 * ```ts
 * import { loginAgain } from "@latchkey/core/http";
 *
 * export const handler = loginAgain;
 * ```
 */
export const loginAgain = { GET: showReplay, POST: receiveForm };

/** Shows the form that is pending for the account, or redirects to the login page if there is none. */
function showReplay(ctx: RequestContext): Result {
  const { services: { settings }, user } = ctx.state;
  const taken = takeReplay(settings, ctx.req.headers, user?.id);
  return taken
    ? offer(ctx.state, taken.form, { headers: taken.headers })
    : ctx.redirect("/auth/login", 303);
}

/**
 * Receives a form whose session has ended, or the login that follows. A guard redirects the
 * form here with 307, so with all its fields, and with the id of its account: nobody else
 * gets to see them.
 */
async function receiveForm(ctx: RequestContext): Promise<Result> {
  const { user } = ctx.state;
  const { fields: form, isAgain } = await readReplayable(ctx);
  const { searchParams } = ctx.url;
  const to = safeNext(searchParams.get("to"));
  const whose = searchParams.get("whose") ?? "";
  if (isAgain && OFFERED_FORM in form) {
    const offered = readReplay(form[OFFERED_FORM], user?.id);
    return offered
      ? offer(ctx.state, offered)
      : ctx.redirect("/auth/login", 303);
  }
  if (!(REPLAY_FIELD in form) && user?.id === whose) {
    return offer(ctx.state, { whose, to, fields: withoutSecrets(form) });
  }
  const action = `/auth/again?${new URLSearchParams({ to, whose })}`;
  const packed = form[REPLAY_FIELD] ?? packForm(form);
  const hidden = { [REPLAY_FIELD]: packed };
  ctx.state.shown = { form: hidden, also: {} };
  if (!(REPLAY_FIELD in form)) return page({ action, hidden }, { status: 401 });
  const loginPage = { action, hidden, address: form.username };
  if (isAgain) return page(loginPage);
  if ("factor" in form) {
    const entered = await enterFactor(ctx, form);
    if (!entered) return page({ action, hidden }, { status: 401 });
    if (!entered.ok) {
      return page({ action, hidden, secondStep: entered.shown }, entered.init);
    }
    return await continueWith(ctx, entered, { whose, to, packed }, loginPage);
  }
  const result = await logInAgain(ctx, form);
  return result.ok
    ? await continueWith(ctx, result, { whose, to, packed }, loginPage)
    : page({ ...loginPage, ...result.shown }, result.init);
}

/** Logs in with a passkey or a password, whichever was sent. */
async function logInAgain(
  ctx: RequestContext,
  form: FormFields,
): Promise<LoginResult> {
  const { site } = ctx.state.services;
  const isPasskey = form[PASSKEY_FIELD] && site.features.includes(passkeys);
  if (!isPasskey) return await logInByForm(ctx, form);
  const result = await logInByPasskey(ctx, form);
  return result.ok ? result : { ...result, shown: { passkey: result.shown } };
}

/** Goes on with the form, or asks for the second factor first. */
async function continueWith(
  ctx: RequestContext,
  outcome: LoginOutcome,
  form: PendingForm,
  loginPage: LoginAgainProps,
): Promise<Result> {
  if (outcome.is === "logged_in") return redirectToReplay(ctx, outcome, form);
  ctx.state.cookies = loginCookies(ctx.state, outcome);
  const step = await findSecondStep(ctx, outcome.pendingToken);
  return page({ ...loginPage, secondStep: step ?? undefined });
}

/** A pending form, packed. */
type PendingForm = Omit<FormReplay, "fields"> & { readonly packed: string };

/** Shows the pending form. The page footer keeps it if the language or theme is changed. */
function offer(
  state: State,
  form: FormReplay,
  init?: ResponseInit,
): PageResponse<LoginAgainView> {
  state.shown = { form: {}, also: { [OFFERED_FORM]: JSON.stringify(form) } };
  return page(form, init);
}

/**
 * Redirects, so that reloading the page does not send the password again. A form that is
 * too long for a cookie is shown immediately.
 */
function redirectToReplay(
  ctx: RequestContext,
  loggedIn: LoggedIn,
  { whose, to, packed }: PendingForm,
): Result {
  const { state } = ctx;
  const { user, session } = loggedIn;
  if (user.id !== whose) return redirectLoggedIn(ctx, "/", loggedIn);
  const form = { whose, to, fields: unpackForm(packed) };
  const cookie = storeReplay(state.services.settings, form);
  if (cookie === null) {
    state.cookies = loginCookies(state, loggedIn);
    state.user = viewOf(user, state.services.site);
    state.session = session;
    setLanguage(state, user.language);
    return offer(state, form);
  }
  const response = redirectLoggedIn(ctx, "/auth/again", loggedIn);
  response.headers.append("set-cookie", cookie);
  return response;
}
