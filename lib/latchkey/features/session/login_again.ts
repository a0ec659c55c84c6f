/**
 * Logging in again after a session has ended, with what was sent meanwhile: nothing that was
 * typed is lost (WCAG 2.2, 2.2.1 and 2.2.5).
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
import { type FailedLogin, logInByForm } from "../password/login_by_form.ts";
import type { LoggedIn } from "./complete_login.ts";
import { loginCookies, redirectLoggedIn } from "./login_response.ts";

/** The name of the field in which the foot of the page carries a form that is offered. */
const OFFERED_FORM = "offered_form";

/** A page that asks who it is. */
export interface LoginAgainProps extends FailedLogin {
  /** Back to the same page. */
  readonly action: string;
  /** What was sent: hidden fields of the form. */
  readonly hidden: FormFields;
  /** The address as it was typed, after a failed attempt. */
  readonly address?: string;
}

/** What the page shows: who is it, or the form that may be sent now. */
export type LoginAgainView = LoginAgainProps | FormReplay;

type Answer = PageResponse<LoginAgainView> | Response;

/** The page of a login after a session has ended, by method. */
export const loginAgain = { GET: showReplay, POST: takeForm };

/** The form that waits for the account that has logged in; home where none does. */
function showReplay(ctx: RequestContext): Answer {
  const { services: { settings }, user } = ctx.state;
  const taken = takeReplay(settings, ctx.req.headers, user?.id);
  return taken
    ? offer(ctx.state, taken.form, { headers: taken.headers })
    : ctx.redirect("/auth/login", 303);
}

/**
 * Takes a form that came after the session's end (a guard sends it here by 307, so with all
 * that was typed, and with the id of the account whose session it was: nobody else gets
 * what was typed), or the login that follows.
 */
async function takeForm(ctx: RequestContext): Promise<Answer> {
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
  const kept = form[REPLAY_FIELD] ?? packForm(form);
  const hidden = { [REPLAY_FIELD]: kept };
  ctx.state.shown = { form: hidden, also: {} };
  if (!(REPLAY_FIELD in form)) return page({ action, hidden }, { status: 401 });
  const entered = { action, hidden, address: form.username };
  if (isAgain) return page(entered);
  const result = await logInByForm(ctx, form);
  return result.ok
    ? sendOn(ctx, result, { whose, to, kept })
    : page({ ...entered, ...result.shown }, result.init);
}

/** What waits, as the form brought it. */
type Waiting = Omit<FormReplay, "fields"> & { readonly kept: string };

/** Shows the form that waits; the foot of the page carries it along. */
function offer(
  state: State,
  form: FormReplay,
  init?: ResponseInit,
): PageResponse<LoginAgainView> {
  state.shown = { form: {}, also: { [OFFERED_FORM]: JSON.stringify(form) } };
  return page(form, init);
}

/**
 * By a redirect, so that to reload the page does not send the password again. What is too
 * long for the way is shown at once.
 */
function sendOn(
  ctx: RequestContext,
  loggedIn: LoggedIn,
  { whose, to, kept }: Waiting,
): Answer {
  const { state } = ctx;
  const { user, session } = loggedIn;
  if (user.id !== whose) return redirectLoggedIn(ctx, "/", loggedIn);
  const form = { whose, to, fields: unpackForm(kept) };
  const waiting = storeReplay(state.services.settings, form);
  if (waiting === null) {
    state.cookies = loginCookies(state, loggedIn);
    state.user = viewOf(user, state.services.site);
    state.session = session;
    setLanguage(state, user.language);
    return offer(state, form);
  }
  const response = redirectLoggedIn(ctx, "/auth/again", loggedIn);
  response.headers.append("set-cookie", waiting);
  return response;
}
