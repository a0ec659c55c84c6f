/**
 * Refuses forms that belong to another account than the one that is logged in.
 *
 * @module
 */
import { HttpError } from "fresh";
import { type ComponentType, h } from "preact";
import { pageOfForm, toLogin, withAddress } from "./guards.ts";
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
 * Where forms don't act for the current session: they bring a password, a mailed token or a
 * code, or concern only the browser. They are refused only if another account has logged
 * in since the page was made.
 */
const FOR_ANYBODY = "/auth/";

/** What the browser keeps for itself. Its page looks at the owner where an account is concerned. */
const FOR_THE_BROWSER = "/preferences";

/** What the page shows about a form of another account. */
export interface OtherOwnerProps<Spoken extends Language = Language> {
  readonly mismatch: Exclude<OwnerMismatch, "logged_out">;
  /** The address of the account that is logged in. */
  readonly address: string;
  /** What was sent, save passwords. */
  readonly fields: FormFields;
  /** Where it was sent: a path of this site. */
  readonly to: string;
  /** Where the owner logs in to send it again; null when it holds a token, which is not shown. */
  readonly again: string | null;
  /** The page that the form was on. */
  readonly page: string;
  readonly language: Spoken;
}

/**
 * Makes a middleware that compares a posted form's owner with who is logged in. It lets pass
 * what is theirs, and where it makes no difference: requests that are no form of a page, and
 * {@linkcode FOR_ANYBODY}. Of others nothing is done: the answer is `Page` (409), which
 * keeps what was typed, save passwords; or, when nobody is logged in any more, a redirect
 * (307) to log in and send the form again. Programs get 409.
 */
export function refuseOtherOwner<Spoken extends Language>(
  Page: ComponentType<OtherOwnerProps<Spoken>>,
): Middleware<State<Spoken>> {
  return async (ctx) => await refusalOf(ctx, Page) ?? await ctx.next();
}

/** Null when nothing is to be refused. */
async function refusalOf<Spoken extends Language>(
  ctx: RequestContext<State<Spoken>>,
  Page: ComponentType<OtherOwnerProps<Spoken>>,
): Promise<Response | null> {
  const { req, url, state: { user } } = ctx;
  if (!isForm(req) || isApiPath(url.pathname)) return null;
  if (url.pathname === FOR_THE_BROWSER) return null;
  const sent = await readForm(req);
  const owner = (isReplay(sent) ? sent[REFUSED_OWNER] : undefined) ??
    sent[FORM_OWNER];
  const mismatch = ownerMismatch(owner, user?.id ?? "");
  if (mismatch === null) return null;
  if (mismatch !== "other_account" && url.pathname.startsWith(FOR_ANYBODY)) {
    return null;
  }
  if (await isProgram(req)) {
    if (owner === undefined || !user) return null;
    throw new HttpError(409, undefined, { cause: mismatch });
  }
  if (mismatch === "logged_out" && wasSuccess(sent)) {
    return toLogin(ctx, url.pathname + url.search);
  }
  if (mismatch !== "logged_out") {
    return await showMismatch(ctx, Page, mismatch, owner ?? "");
  }
  // With 307 the browser takes along what was typed (RFC 9110 §15.4.8).
  return ctx.redirect(logInAs(owner, url), 307);
}

/** Where the owner of a form logs in to send it again. */
function logInAs(whose = "", { pathname, search }: URL): string {
  return withAddress(
    "/auth/again",
    { to: pathname + search, whose },
    { to: pathname, whose },
  );
}

/** What browsers send by a form of ours. */
function isForm({ method, headers }: Request): boolean {
  const type = headers.get("content-type") ?? "";
  return method === "POST" &&
    /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i
      .test(type.trim());
}

async function showMismatch<Spoken extends Language>(
  ctx: RequestContext<State<Spoken>>,
  Page: ComponentType<OtherOwnerProps<Spoken>>,
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
    again: url.pathname.startsWith(FOR_ANYBODY) ? null : logInAs(owner, url),
    page: pageOfForm(ctx),
    language,
  });
  return await ctx.render(page, { status: 409 });
}
