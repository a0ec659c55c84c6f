/**
 * Rejects forms that belong to another account than the one that is logged in.
 *
 * @module
 */
import { HttpError } from "fresh";
import { type ComponentType, h } from "preact";
import { pageOfForm, redirectToLogin, withQuery } from "./guards.ts";
import {
  FORM_OWNER,
  type OwnerMismatch,
  ownerMismatch,
  REFUSED_OWNER,
} from "../../forms/form_owner.ts";
import type { Middleware, RequestContext, State } from "../../state.ts";
import { withoutSecrets } from "../../http/form_replay.ts";
import { isApiPath, isProgram } from "../../http/prefers_json.ts";
import { type FormFields, readForm } from "../../http/read_form.ts";
import type { Language } from "../../i18n/messages.ts";
import {
  addToReplay,
  isReplay,
  readReplayable,
  wasSuccess,
} from "../../http/page_replay.ts";

/**
 * Forms below this path do not depend on the session: they contain a password, an emailed
 * token or a code. They are rejected only if another account has logged in since the page
 * was loaded.
 */
const SESSIONLESS_FORMS = "/auth/";

/** The preferences form checks the owner itself, where it changes an account. */
const PREFERENCES = "/preferences";

/**
 * The props of the page about a form that belongs to another account.
 *
 * @example
 * ```tsx
 * import type { OtherOwnerProps } from "@latchkey/core/http";
 *
 * export const OtherOwner = ({ address, page }: OtherOwnerProps) => (
 *   <p>You are now logged in as {address}. <a href={page}>Reload the form</a>.</p>
 * );
 * ```
 */
export interface OtherOwnerProps<SiteLanguage extends Language = Language> {
  readonly mismatch: Exclude<OwnerMismatch, "logged_out">;
  /** The address of the account that is logged in. */
  readonly address: string;
  /** The submitted fields without passwords. */
  readonly fields: FormFields;
  /** The path the form was sent to. */
  readonly to: string;
  /** Where the owner can log in to send it again; null if it contains a token, which must not be shown. */
  readonly again: string | null;
  /** The path of the page with the form. */
  readonly page: string;
  readonly language: SiteLanguage;
}

/**
 * Makes a middleware that compares the owner of a submitted form with the account that is
 * logged in. Matching forms pass, and so do requests that are not forms of a page, and
 * forms below `/auth/` unless another account has logged in since.
 *
 * Other forms are not processed. If nobody is logged in any more, the browser is redirected
 * (307) to log in and send the form again. Otherwise the response is `Page` with status
 * 409, which keeps the submitted fields except passwords.
 *
 * @throws {HttpError} 409 if an API client sent the form.
 *
 * @example
 * ```tsx
 * import { checkFormOwner } from "@latchkey/core/http";
 *
 * export const handler = checkFormOwner(({ address }) => (
 *   <p>This form belongs to another account. You are now logged in as {address}.</p>
 * ));
 * ```
 */
export function checkFormOwner<SiteLanguage extends Language>(
  Page: ComponentType<OtherOwnerProps<SiteLanguage>>,
): Middleware<State<SiteLanguage>> {
  return async (ctx) => await rejectionOf(ctx, Page) ?? await ctx.next();
}

/** The response to a form that is rejected; null if the form may pass. */
async function rejectionOf<SiteLanguage extends Language>(
  ctx: RequestContext<State<SiteLanguage>>,
  Page: ComponentType<OtherOwnerProps<SiteLanguage>>,
): Promise<Response | null> {
  const { req, url, state } = ctx;
  if (!isForm(req) || isApiPath(url.pathname)) return null;
  if (url.pathname === PREFERENCES) return null;
  const sent = await readForm(req);
  await checkSessionAgain(state);
  const { user } = state;
  const owner = (isReplay(sent) ? sent[REFUSED_OWNER] : undefined) ??
    sent[FORM_OWNER];
  const mismatch = ownerMismatch(owner, user?.id ?? "");
  if (mismatch === null) return null;
  if (
    mismatch !== "other_account" && url.pathname.startsWith(SESSIONLESS_FORMS)
  ) {
    return null;
  }
  if (await isProgram(req)) {
    if (owner === undefined || !user) return null;
    throw new HttpError(409, undefined, { cause: mismatch });
  }
  if (mismatch === "logged_out" && wasSuccess(sent)) {
    return redirectToLogin(ctx, url.pathname + url.search);
  }
  if (mismatch !== "logged_out") {
    return await showMismatch(ctx, Page, mismatch, owner ?? "");
  }
  // With 307 the browser sends the form again (RFC 9110 §15.4.8).
  return ctx.redirect(loginAgainPath(owner, url), 307);
}

/**
 * Logs out the request if its session has ended while the form was read. A client can send a
 * form slowly: what it asks for must not happen after the owner ended the session.
 */
async function checkSessionAgain(state: State): Promise<void> {
  const { session, services: { store } } = state;
  if (!session || await store.sessions.find(session.id, session.userId)) return;
  state.user = null;
  state.session = null;
}

/** The path at which the owner of a form logs in to send it again. */
function loginAgainPath(whose = "", { pathname, search }: URL): string {
  return withQuery(
    "/auth/again",
    { to: pathname + search, whose },
    { to: pathname, whose },
  );
}

/** Whether a request has a content type of HTML forms. */
function isForm({ method, headers }: Request): boolean {
  const type = headers.get("content-type") ?? "";
  return method === "POST" &&
    /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i
      .test(type.trim());
}

async function showMismatch<SiteLanguage extends Language>(
  ctx: RequestContext<State<SiteLanguage>>,
  Page: ComponentType<OtherOwnerProps<SiteLanguage>>,
  mismatch: Exclude<OwnerMismatch, "logged_out">,
  owner: string,
): Promise<Response> {
  const { url, state: { user, language } } = ctx;
  const { fields } = await readReplayable(ctx);
  addToReplay(ctx.state, { [REFUSED_OWNER]: owner });
  const page = h(Page, {
    mismatch,
    address: user?.address ?? "",
    fields: withoutSecrets(fields),
    to: url.pathname + url.search,
    again: url.pathname.startsWith(SESSIONLESS_FORMS)
      ? null
      : loginAgainPath(owner, url),
    page: pageOfForm(ctx),
    language,
  });
  return await ctx.render(page, { status: 409 });
}
