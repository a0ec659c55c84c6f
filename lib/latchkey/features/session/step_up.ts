/**
 * Step-up: a person proves their identity again before a sensitive action and then
 * continues with it (OWASP ASVS 5.0 §7.5.1 and §7.5.3).
 *
 * @module
 */
import { type ComponentType, h } from "preact";
import { accessTokenCookie } from "../../http/cookies.ts";
import { forbiddenError } from "../../http/error_answer.ts";
import { safeNext } from "../../http/next_path.ts";
import {
  readReplayable,
  STEP_UP_SHOWN,
  wasSuccess,
} from "../../http/page_replay.ts";
import { isProgram } from "../../http/prefers_json.ts";
import { type FormFields, readForm } from "../../http/read_form.ts";
import type { Language } from "../../i18n/messages.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { Middleware, RequestContext, State } from "../../state.ts";
import { sendFactor } from "../second_factor/send_factor.ts";
import { requireLogin } from "./guards.ts";
import type { RenewedToken } from "./sessions.ts";
import {
  PAGE_ONLY,
  pathOf,
  propsFor,
  STEP_UP_RETURN,
  type StepUpProps,
  type StepUpRequest,
} from "./step_up_page.ts";
import {
  acceptedFrom,
  confirmIdentity,
  isRecent,
  STEP_UP_FACTOR,
  STEP_UP_PASSWORD,
  STEP_UP_PROOF,
  STEP_UP_SEND,
  stepUpFactorRequest,
  type StepUpRule,
} from "./step_up_proof.ts";

/**
 * Makes a middleware that requires a proof of identity in the last ten minutes: the
 * password, or one of the account's factors. Otherwise it responds with `Page`: status 200,
 * or 403 to a form. Its form sends the proof together with the interrupted form, so only
 * passwords have to be typed again. An attempt counts like one at login. Handlers behind it
 * must read forms with `readReplayable` or `readForm`, which can be called twice.
 *
 * @throws {HttpError} 403 if the client asks for JSON or sent a `Bearer` token.
 *
 * @example
 * ```tsx
 * import { requireRecentLogin } from "@latchkey/core/http";
 *
 * export const handler = requireRecentLogin(({ action, passwordField }) => (
 *   <form method="post" action={action}>
 *     {passwordField && <input type="password" name={passwordField} required />}
 *   </form>
 * ));
 * ```
 */
export function requireRecentLogin<SiteLanguage extends Language>(
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Middleware<State<SiteLanguage>> {
  return stepUpBy(Page, { passwordSuffices: true });
}

/**
 * Like {@linkcode requireRecentLogin}, but an account with a second factor must show it: its
 * password isn't enough to change what protects the account, so a thief who has the password
 * and a session can change nothing there (OWASP ASVS 5.0 §7.5.1).
 *
 * @throws {HttpError} 403 if the client asks for JSON or sent a `Bearer` token.
 *
 * @example
 * ```tsx
 * import { requireRecentFactor } from "@latchkey/core/http";
 *
 * export const handler = requireRecentFactor(({ action, proofField }) => (
 *   <form method="post" action={action}>
 *     <input name={proofField} required />
 *   </form>
 * ));
 * ```
 */
export function requireRecentFactor<SiteLanguage extends Language>(
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Middleware<State<SiteLanguage>> {
  return stepUpBy(Page, { passwordSuffices: false });
}

function stepUpBy<SiteLanguage extends Language>(
  Page: ComponentType<StepUpProps<SiteLanguage>>,
  rule: StepUpRule,
): Middleware<State<SiteLanguage>> {
  return async (ctx) => {
    const { state: { user, session, services }, req } = ctx;
    if (!user || !session) return await requireLogin(ctx);
    const accepted = await acceptedFrom(services, user, rule);
    const isConfirmed = isRecent(session, services.now(), accepted);
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
    return await stepUp({ ...request, isAgain, accepted }, Page);
  };
}

/** Asks for a proof, or checks the one that was submitted. */
async function stepUp<SiteLanguage extends Language>(
  request: StepUpRequest<SiteLanguage>,
  Page: ComponentType<StepUpProps<SiteLanguage>>,
): Promise<Response> {
  const { ctx, form, isAgain } = request;
  const show = async (
    init: ResponseInit,
    found: Partial<StepUpProps<SiteLanguage>> = {},
  ) => {
    const props = { ...await propsFor(request), ...found };
    return await ctx.render(h(Page, props), init);
  };
  const { [STEP_UP_SHOWN]: _, ...shown } = ctx.state.shown?.form ?? {};
  if (form) {
    ctx.state.shown = { form: shown, also: { [STEP_UP_SHOWN]: "yes" } };
  }
  if (form?.[STEP_UP_SEND] && !isAgain) return await sendCode(request, show);
  const isProof = form?.[STEP_UP_PASSWORD] || form?.[STEP_UP_PROOF];
  if (!isProof || isAgain) return await show({ status: form ? 403 : 200 });
  const result = await confirmIdentity(ctx, request.session, {
    accepted: request.accepted,
    form,
  });
  if (result.ok) return withCookie(ctx, await proceed(ctx, form), result.value);
  const tried = form[STEP_UP_FACTOR];
  if (result.reason === "wrong") {
    const problem = tried === undefined ? "ownPasswordWrong" : "proofWrong";
    return await show({ status: 403 }, { tried, problem });
  }
  const { failure, init } = waitResponse(ctx.state.language, result);
  return await show(init, { tried, failure });
}

/** Sends the code of the factor that the form names. */
async function sendCode<SiteLanguage extends Language>(
  { ctx, session, form, accepted: { user, factors } }: StepUpRequest,
  show: (
    init: ResponseInit,
    found: Partial<StepUpProps<SiteLanguage>>,
  ) => Promise<Response>,
): Promise<Response> {
  const tried = form?.[STEP_UP_FACTOR] ?? "";
  const denied = user &&
    await sendFactor(
      factors,
      tried,
      await stepUpFactorRequest(ctx, session, user),
    );
  if (!denied) {
    return await show({ status: 200 }, { tried, isSentAgain: denied === null });
  }
  const { failure, init } = waitResponse(ctx.state.language, denied);
  return await show(init, { tried, failure });
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
