import { type Context, page } from "fresh";
import {
  ConfirmPage,
  type ConfirmView,
} from "../../components/ConfirmPage.tsx";
import {
  claimByLink,
  type Confirmation,
  confirmByCode,
  confirmByLink,
  findConfirmation,
} from "../../lib/latchkey/features/verification/verification.ts";
import { addressKey } from "../../lib/latchkey/email/address.ts";
import {
  browserOf,
  markAskingBrowser,
} from "../../lib/latchkey/features/session/browser_binding.ts";
import {
  completeSignIn,
  type SignInMethod,
} from "../../lib/latchkey/features/session/complete_login.ts";
import { rateLimit } from "../../lib/latchkey/limits/rate_limit.ts";
import { shownAddress } from "../../lib/latchkey/email/shown_address.ts";
import { SIGN_IN_LIMITS } from "../../lib/latchkey/features/password/verify_password.ts";
import { check } from "../../lib/latchkey/forms/check.ts";
import { codeForm } from "../../lib/latchkey/features/verification/code_form.ts";
import { askToWait, waitInit } from "../../lib/latchkey/limits/ask_to_wait.ts";
import {
  checkCookies,
  lostCookie,
} from "../../lib/latchkey/features/session/cookie_check.ts";
import { enterPassword } from "../../lib/latchkey/features/password/enter_password.ts";
import { takeNotice, withNotice } from "../../lib/latchkey/http/notice.ts";
import { noteSecurityEvent } from "../../lib/latchkey/http/security_events.ts";
import {
  readSent,
  type SentForm,
} from "../../lib/latchkey/http/posted_page.ts";
import { redirectSignedIn } from "../../lib/latchkey/features/session/login_response.ts";
import { takeNext } from "../../lib/latchkey/features/sign_up/return_path.ts";
import { TOKEN_PAGE } from "../../lib/latchkey/http/token_page.ts";
import { visitOf } from "../../lib/latchkey/features/session/client_info_of.ts";
import { define, type State } from "../../lib/latchkey/state.ts";
import type { User } from "../../lib/latchkey/features/account/user.ts";

/** A code is dead after five attempts, but a new one is only an email away. */
const codeLimit = rateLimit("code", {
  client: { burst: 20, refillSeconds: 60 },
  clientAtAccount: { burst: 10, refillSeconds: 300 },
});

/** For who is logged in: fewer than an unconfirmed account gets at once. */
const mailLimit = rateLimit("verification-mail", {
  account: { burst: 3, refillSeconds: 900 },
});

const passwordLimit = rateLimit("sign-in", SIGN_IN_LIMITS);

/** Says so to whoever is signed in and confirmed. */
const CONFIRMED = "/auth/verify";

export const handlers = define.handlers<ConfirmView>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    const token = ctx.url.searchParams.get("token");
    if (token === null) {
      if (user?.verified) return page({ show: "confirmed" });
      const { notices } = ctx.state.language.words.verify;
      const { notice: done, headers } = takeNotice(ctx, notices);
      return page({ show: "code", done }, {
        headers: { ...checkCookies(ctx), ...headers },
      });
    }
    const from = await whereFrom(ctx);
    const found = await findConfirmation(services, token, from);
    return found
      ? page(asking(found, token), {
        headers: { ...TOKEN_PAGE, ...checkCookies(ctx) },
      })
      : dead(ctx);
  },

  async POST(ctx) {
    const sent = await readSent(ctx);
    const { token, again } = sent.fields;
    if (token !== undefined) return await byLink(ctx, sent, token);
    return again === undefined || sent.isAgain
      ? await byCode(ctx, sent)
      : await mailAgain(ctx);
  },
});

export default define.page<typeof handlers>(function VerifyPage(
  { data, state },
) {
  return (
    <ConfirmPage
      {...data}
      user={state.user}
      words={state.language.words}
      canMail={state.services.mail.enabled}
    />
  );
});

async function byLink(
  ctx: Context<State>,
  { fields: form, isAgain }: SentForm,
  token: string,
) {
  const { services } = ctx.state;
  const from = await whereFrom(ctx);
  const found = await findConfirmation(services, token, from);
  if (!found) return dead(ctx);
  if (isAgain) return page(asking(found, token));
  const { visit } = from;
  if (form.claim !== undefined) {
    const recovery = await claimByLink(services, token, {
      visit,
      language: ctx.state.language.code,
    });
    return recovery === null
      ? dead(ctx)
      : ctx.redirect(`/auth/recover/new?token=${recovery}`, 303);
  }
  if (lostCookie(ctx, form)) return notKept(ctx, asking(found, token));
  if (!found.own) {
    const entered = await enterPassword(services, passwordLimit, found.user, {
      form,
      visit,
      language: ctx.state.language,
    });
    if (!entered.ok) {
      return page({ ...asking(found, token), ...entered.shown }, entered.init);
    }
  }
  const user = await confirmByLink(services, token, visit);
  const method = found.own ? "mailed_code" : "password";
  return user ? await goOn(ctx, user, method) : dead(ctx);
}

async function byCode(
  ctx: Context<State>,
  { fields: form, isAgain }: SentForm,
) {
  const { services } = ctx.state;
  const { address: typed } = form;
  const entered = { show: "code" as const, typed };
  ctx.state.shown = { form: typed ? { address: typed } : {}, also: {} };
  if (isAgain) return page(entered);
  const checked = check(codeForm, form);
  if (!checked.ok) {
    return page({ ...entered, problems: checked.problems }, { status: 422 });
  }
  if (lostCookie(ctx, form)) return notKept(ctx, entered);
  const from = await whereFrom(ctx);
  const denied = await codeLimit.take(services, {
    client: from.visit.clientAddress,
    account: addressKey(checked.values.address),
  });
  if (denied) {
    return page(
      { ...entered, failure: askToWait(ctx.state.language, denied) },
      waitInit(denied),
    );
  }
  const result = await confirmByCode(services, checked.values, from);
  if (result?.is === "confirmed") {
    return await goOn(ctx, result.user, "mailed_code");
  }
  if (result) return ctx.redirect(`/auth/verify?token=${result.token}`, 303);
  await noteSecurityEvent(ctx, "login_failed", { method: "mailed_code" });
  const problems = { code: "codeWrong" } as const;
  return page({ ...entered, problems }, { status: 422 });
}

async function mailAgain(ctx: Context<State>) {
  const { services, user } = ctx.state;
  if (!user) return ctx.redirect("/auth/login?next=/auth/verify", 303);
  const denied = await mailLimit.take(services, {
    client: null,
    account: user.id,
  });
  if (denied) {
    const failure = askToWait(ctx.state.language, denied);
    return page<ConfirmView>({ show: "code", failure }, waitInit(denied));
  }
  const { browser, setCookie } = await markAskingBrowser(
    services.settings,
    ctx.req.headers,
  );
  await services.mail.send({
    kind: "verify",
    userId: user.id,
    browser,
    language: ctx.state.language.code,
  });
  const response = ctx.redirect("/auth/verify", 303);
  response.headers.append("set-cookie", setCookie);
  return withNotice(ctx, response, "mailed");
}

/** Who has shown that they read the mail and that the account is theirs is signed in. */
async function goOn(ctx: Context<State>, user: User, method: SignInMethod) {
  const { services, session } = ctx.state;
  const { next, setCookie } = takeNext(ctx, CONFIRMED);
  if (session?.userId === user.id) {
    return withCookie(ctx.redirect(next, 303), setCookie);
  }
  const signedIn = await completeSignIn(services, user, {
    method,
    remembered: false,
    visit: await visitOf(ctx),
    replaces: session,
  });
  return withCookie(redirectSignedIn(ctx, next, signedIn), setCookie);
}

function withCookie(response: Response, setCookie: string): Response {
  response.headers.append("set-cookie", setCookie);
  return response;
}

/** Says so before the link or the code is used, which would be lost. */
function notKept(
  ctx: Context<State>,
  view: Extract<ConfirmView, { show: "link" | "code" }>,
) {
  const failure = ctx.state.language.words.login.notKept;
  const headers = { ...TOKEN_PAGE, ...checkCookies(ctx) };
  return page<ConfirmView>({ ...view, failure }, { status: 400, headers });
}

function asking({ user, own }: Confirmation, token: string) {
  const address = shownAddress(user.address);
  return { show: "link" as const, address, own, token };
}

/** A link that did its work already is no news to who is signed in and confirmed. */
function dead(ctx: Context<State>) {
  return ctx.state.user?.verified
    ? ctx.redirect(CONFIRMED, 303)
    : page<ConfirmView>({ show: "dead" }, { status: 410, headers: TOKEN_PAGE });
}

async function whereFrom(ctx: Context<State>) {
  const { services: { settings }, user } = ctx.state;
  const browser = await browserOf(settings, ctx.req.headers);
  const signedInAs = user?.id ?? null;
  return { browser, signedInAs, visit: await visitOf(ctx) };
}
