/**
 * Step-up: whoever wants to do something far-reaching enters the password again, and then
 * goes on with what they were doing (OWASP ASVS 5.0 §7.5.1).
 *
 * @module
 */
import { type ComponentType, h } from "preact";
import { waitResponse } from "../../limits/wait_response.ts";
import { refusal } from "../../http/error_answer.ts";
import { withoutSecrets } from "../../http/form_replay.ts";
import { isProgram } from "../../http/prefers_json.ts";
import { type FormFields, readForm } from "../../http/read_form.ts";
import {
  readReplayable,
  STEP_UP_SHOWN,
  wasSuccess,
} from "../../http/page_replay.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type {
  Middleware,
  RequestContext,
  State,
  UserView,
} from "../../state.ts";
import type { Session } from "./session.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { accessTokenCookie } from "../../http/cookies.ts";
import { requireLogin } from "./guards.ts";
import { safeNext } from "../../http/next_path.ts";
import { type RenewedToken, renewToken } from "./sessions.ts";
import {
  type PasswordResult,
  verifyCurrentPassword,
} from "../password/verify_password.ts";
import type { Language, Problem } from "../../i18n/messages.ts";

/** For how long a password that was entered is good: ten minutes. */
export const RECENT_LOGIN_SECONDS = 10 * 60;

/** The name of the field in which the page asks for the password. */
export const STEP_UP_PASSWORD = "step_up_password";

/** The name of the hidden field that says that a page was asked for, not a form sent. */
const STEP_UP_RETURN = "step_up_return";

/** What is sent where only the page is wanted. */
const PAGE_ALONE: FormFields = { [STEP_UP_RETURN]: "" };

/** What the page that asks for the password shows. */
export interface StepUpProps<Spoken extends Language = Language> {
  /** Where its form goes: back to the same address. */
  readonly action: string;
  /** The name of the field for the password. */
  readonly passwordField: string;
  /** For how many minutes a password that was entered is good. */
  readonly minutes: number;
  /** What was being sent when the password was found too old: goes along, and is shown. */
  readonly fields: FormFields;
  /** The address of the account, by which password managers find it. */
  readonly address: string;
  /** Why the try failed as a whole. */
  readonly failure?: string;
  /** What is wrong with the password that was entered. */
  readonly problem?: Problem;
  readonly language: Spoken;
}

/** Somebody who is logged in, and what they sent. */
interface Asked<Spoken extends Language = Language> {
  readonly ctx: RequestContext<State<Spoken>>;
  readonly user: UserView;
  readonly session: Session;
  /** The fields of the form; null when a page was asked for. */
  readonly form: FormFields | null;
  /** Whether the form asks for nothing but this page again. */
  readonly isAgain: boolean;
}

/**
 * Lets only those pass who entered their password within the last
 * {@linkcode RECENT_LOGIN_SECONDS}. Others get `Page` in place of what they asked for
 * (200, or 403 in place of a form's answer); its form brings the password together with
 * what was sent before, so nothing typed is lost save passwords. A guess counts as one
 * at login. What stands behind it reads forms by `readReplayable` or `readForm`, which may be asked twice.
 *
 * @throws {HttpError} 403 to a client that asks for JSON or brought a `Bearer` token.
 */
export function requireRecentLogin<Spoken extends Language>(
  Page: ComponentType<StepUpProps<Spoken>>,
): Middleware<State<Spoken>> {
  return async (ctx) => {
    const { state: { user, session, services }, req } = ctx;
    if (!user || !session) return await requireLogin(ctx);
    const isConfirmed = isRecent(session, services.now());
    if (!isConfirmed && await isProgram(req)) {
      throw refusal("password_not_recent");
    }
    const sent = req.method === "POST" ? await readReplayable(ctx) : null;
    const { [STEP_UP_SHOWN]: shown, ...fields } = sent?.fields ?? {};
    const form = sent && fields;
    const isAgain = sent !== null && sent.isAgain && shown !== undefined;
    if (isConfirmed && !isAgain) return await goOn(ctx, form);
    const isDone = sent !== null && wasSuccess(await readForm(req));
    if (isDone) ctx.state.shown = { form: PAGE_ALONE, also: {} };
    const asked = { ctx, user, session, form: isDone ? PAGE_ALONE : form };
    return await stepUp({ ...asked, isAgain }, Page);
  };
}

/**
 * Whether the password was entered of late. One from the future means that a clock was
 * wrong: it was entered nobody knows when.
 */
function isRecent({ passwordAt }: Session, now: number): boolean {
  const secondsAgo = (now - passwordAt) / 1000;
  return -CLOCK_SKEW_SECONDS <= secondsAgo &&
    secondsAgo < RECENT_LOGIN_SECONDS;
}

/** Asks for the password, or looks at the one that came. */
async function stepUp<Spoken extends Language>(
  asked: Asked<Spoken>,
  Page: ComponentType<StepUpProps<Spoken>>,
): Promise<Response> {
  const { ctx, form, isAgain } = asked;
  const show = (init: ResponseInit, found: Partial<StepUpProps<Spoken>> = {}) =>
    ctx.render(h(Page, { ...propsFor(asked), ...found }), init);
  const { [STEP_UP_SHOWN]: _, ...shown } = ctx.state.shown?.form ?? {};
  if (form) {
    ctx.state.shown = { form: shown, also: { [STEP_UP_SHOWN]: "yes" } };
  }
  const password = form?.[STEP_UP_PASSWORD];
  if (!password || isAgain) return await show({ status: form ? 403 : 200 });
  const tried = await confirmPassword(asked, password);
  if (tried.ok) return withToken(ctx, await goOn(ctx, form), tried.value);
  if (tried.reason === "wrong") {
    return await show({ status: 403 }, { problem: "ownPasswordWrong" });
  }
  const { failure, init } = waitResponse(ctx.state.language, tried);
  return await show(init, { failure });
}

/** On to what was asked for; to a page by its address, since what came is the answer to a question about it. */
async function goOn(
  ctx: RequestContext,
  form: FormFields | null,
): Promise<Response> {
  if (form && STEP_UP_RETURN in form) {
    return ctx.redirect(safeNext(addressOf(ctx)), 303);
  }
  delete ctx.state.shown; // Whether it can be shown again is for the page behind to say.
  return await ctx.next();
}

/** A token that takes the place of the one that came, in the answer's cookie, unless the answer has its own. */
function withToken(
  { state: { services: { settings } } }: RequestContext,
  response: Response,
  { token, maxAgeSeconds }: RenewedToken,
): Response {
  const cookie = accessTokenCookie(settings);
  const { headers } = response;
  const isSet = headers.getSetCookie()
    .some((line) => line.startsWith(`${cookie.name}=`));
  if (!isSet) headers.append("set-cookie", cookie.write(token, maxAgeSeconds));
  return response;
}

/**
 * Whether the password is right. It counts as entered in this session from now on, and
 * the session's tokens so far are void (OWASP ASVS 5.0 §7.2.4).
 */
async function confirmPassword(
  { ctx, user: { id }, session }: Asked,
  password: string,
): Promise<PasswordResult<RenewedToken>> {
  const { services } = ctx.state;
  const { store } = services;
  const clientInfo = await clientInfoOf(ctx);
  const user = await store.users.byId(id);
  const tried = await verifyCurrentPassword(services, user, {
    password,
    clientInfo,
  });
  if (!tried.ok) return tried;
  const passwordAt = services.now();
  await store.sessions.confirmPassword(session.id, passwordAt);
  await store.sessions.touch(session.id, passwordAt);
  return {
    ok: true,
    value: await renewToken(services, { ...session, passwordAt }),
  };
}

function propsFor<Spoken extends Language>(
  { ctx, user, form }: Asked<Spoken>,
): StepUpProps<Spoken> {
  return {
    action: addressOf(ctx),
    passwordField: STEP_UP_PASSWORD,
    minutes: RECENT_LOGIN_SECONDS / 60,
    fields: withoutSecrets(form ?? PAGE_ALONE),
    address: user.address,
    language: ctx.state.language,
  };
}

function addressOf({ url }: RequestContext): string {
  return url.pathname + url.search;
}
