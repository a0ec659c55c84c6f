/**
 * Step-up: a person enters their password again before a sensitive action and then
 * continues with it (OWASP ASVS 5.0 §7.5.1 and §7.5.3).
 *
 * @module
 */
import { type ComponentType, h } from "preact";
import { waitResponse } from "../../limits/wait_response.ts";
import { forbiddenError } from "../../http/error_answer.ts";
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

/** How long an entered password counts: ten minutes. */
export const RECENT_LOGIN_SECONDS = 10 * 60;

/** The name of the password field. */
export const STEP_UP_PASSWORD = "step_up_password";

/** A hidden field: a page was requested rather than a form submitted. */
const STEP_UP_RETURN = "step_up_return";

const PAGE_ONLY: FormFields = { [STEP_UP_RETURN]: "" };

/**
 * The props of the page that asks for the password.
 *
 * @example
 * ```tsx
 * import type { StepUpProps } from "@latchkey/core/http";
 *
 * export const StepUp = ({ action, passwordField, fields }: StepUpProps) => (
 *   <form method="post" action={action}>
 *     {Object.entries(fields).map(([name, value]) => (
 *       <input type="hidden" name={name} value={value} />
 *     ))}
 *     <input type="password" name={passwordField} required />
 *     <button>Continue</button>
 *   </form>
 * );
 * ```
 */
export interface StepUpProps<SiteLanguage extends Language = Language> {
  /** The URL of the form: the same page. */
  readonly action: string;
  /** The name of the password field. */
  readonly passwordField: string;
  /** How many minutes an entered password counts. */
  readonly minutes: number;
  /** The fields of the interrupted form. Send them again as hidden fields. */
  readonly fields: FormFields;
  /** The account's address, so that password managers find the password. */
  readonly address: string;
  /** Why the attempt failed as a whole, such as too many attempts. */
  readonly failure?: string;
  /** What is wrong with the entered password. */
  readonly problem?: Problem;
  readonly language: SiteLanguage;
}

interface StepUpRequest<SiteLanguage extends Language = Language> {
  readonly ctx: RequestContext<State<SiteLanguage>>;
  readonly user: UserView;
  readonly session: Session;
  /** The submitted fields; null if a page was requested. */
  readonly form: FormFields | null;
  /** Whether the form only asks for this page again. */
  readonly isAgain: boolean;
}

/**
 * Makes a middleware that requires the password to have been entered in the last ten
 * minutes. Otherwise it responds with `Page`: status 200, or 403 to a form. Its form sends
 * the password together with the interrupted form, so only passwords have to be typed
 * again. An attempt counts like one at login. Handlers behind it must read forms with
 * `readReplayable` or `readForm`, which can be called twice.
 *
 * @throws {HttpError} 403 if the client asks for JSON or sent a `Bearer` token.
 *
 * @example
 * ```tsx
 * import { requireRecentLogin } from "@latchkey/core/http";
 *
 * export const handler = requireRecentLogin(({ action, passwordField }) => (
 *   <form method="post" action={action}>
 *     <input type="password" name={passwordField} required />
 *   </form>
 * ));
 * ```
 */
export function requireRecentLogin<SiteLanguage extends Language>(
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Middleware<State<SiteLanguage>> {
  return async (ctx) => {
    const { state: { user, session, services }, req } = ctx;
    if (!user || !session) return await requireLogin(ctx);
    const isConfirmed = isRecent(session, services.now());
    if (!isConfirmed && await isProgram(req)) {
      throw forbiddenError("password_not_recent");
    }
    const sent = req.method === "POST" ? await readReplayable(ctx) : null;
    const { [STEP_UP_SHOWN]: shown, ...fields } = sent?.fields ?? {};
    const form = sent && fields;
    const isAgain = sent !== null && sent.isAgain && shown !== undefined;
    if (isConfirmed && !isAgain) return await proceed(ctx, form);
    const isDone = sent !== null && wasSuccess(await readForm(req));
    if (isDone) ctx.state.shown = { form: PAGE_ONLY, also: {} };
    const request = { ctx, user, session, form: isDone ? PAGE_ONLY : form };
    return await stepUp({ ...request, isAgain }, Page);
  };
}

/**
 * Whether the password was entered recently. A time in the future means that a clock was
 * wrong, so the real time is unknown.
 */
function isRecent({ passwordAt }: Session, now: number): boolean {
  const secondsAgo = (now - passwordAt) / 1000;
  return -CLOCK_SKEW_SECONDS <= secondsAgo &&
    secondsAgo < RECENT_LOGIN_SECONDS;
}

/** Asks for the password, or checks the one that was submitted. */
async function stepUp<SiteLanguage extends Language>(
  request: StepUpRequest<SiteLanguage>,
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Promise<Response> {
  const { ctx, form, isAgain } = request;
  const show = (
    init: ResponseInit,
    found: Partial<StepUpProps<SiteLanguage>> = {},
  ) => ctx.render(h(Page, { ...propsFor(request), ...found }), init);
  const { [STEP_UP_SHOWN]: _, ...shown } = ctx.state.shown?.form ?? {};
  if (form) {
    ctx.state.shown = { form: shown, also: { [STEP_UP_SHOWN]: "yes" } };
  }
  const password = form?.[STEP_UP_PASSWORD];
  if (!password || isAgain) return await show({ status: form ? 403 : 200 });
  const result = await confirmPassword(request, password);
  if (result.ok) return withCookie(ctx, await proceed(ctx, form), result.value);
  if (result.reason === "wrong") {
    return await show({ status: 403 }, { problem: "ownPasswordWrong" });
  }
  const { failure, init } = waitResponse(ctx.state.language, result);
  return await show(init, { failure });
}

/** Continues with the request. A requested page is redirected to, because the current request is a POST. */
async function proceed(
  ctx: RequestContext,
  form: FormFields | null,
): Promise<Response> {
  if (form && STEP_UP_RETURN in form) {
    return ctx.redirect(safeNext(pathOf(ctx)), 303);
  }
  delete ctx.state.shown; // Whether it can be shown again is up to the page itself.
  return await ctx.next();
}

/** Sets the cookie of a renewed token, unless the response already sets it. */
function withCookie(
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
 * Checks the password. If it is right, it counts as entered now, and earlier tokens of the
 * session are no longer valid (OWASP ASVS 5.0 §7.2.4).
 */
async function confirmPassword(
  { ctx, user: { id }, session }: StepUpRequest,
  password: string,
): Promise<PasswordResult<RenewedToken>> {
  const { services } = ctx.state;
  const { store } = services;
  const clientInfo = await clientInfoOf(ctx);
  const user = await store.users.byId(id);
  const result = await verifyCurrentPassword(services, user, {
    password,
    clientInfo,
  });
  if (!result.ok) return result;
  const passwordAt = services.now();
  await store.sessions.confirmPassword(session.id, passwordAt);
  await store.sessions.touch(session.id, passwordAt);
  return {
    ok: true,
    value: await renewToken(services, { ...session, passwordAt }),
  };
}

function propsFor<SiteLanguage extends Language>(
  { ctx, user, form }: StepUpRequest<SiteLanguage>,
): StepUpProps<SiteLanguage> {
  return {
    action: pathOf(ctx),
    passwordField: STEP_UP_PASSWORD,
    minutes: RECENT_LOGIN_SECONDS / 60,
    fields: withoutSecrets(form ?? PAGE_ONLY),
    address: user.address,
    language: ctx.state.language,
  };
}

function pathOf({ url }: RequestContext): string {
  return url.pathname + url.search;
}
