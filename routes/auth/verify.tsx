import { type Context, page } from "fresh";
import {
  ConfirmPage,
  type ConfirmView,
} from "../../components/ConfirmPage.tsx";
import {
  addressKey,
  claimByLink,
  confirmByCode,
  confirmByLink,
  findConfirmation,
  requestVerification,
  shownAddress,
  type User,
} from "@latchkey/core";
import { check } from "@latchkey/core/forms";
import {
  bindBrowser,
  boundBrowser,
  checkCookies,
  clientInfoOf,
  codeForm,
  enterOwnerProof,
  type FormFields,
  logInAndRedirect,
  logSecurityEvent,
  ownerProofs,
  rateLimit,
  readReplayable,
  takeNotice,
  takeReturnPath,
  TOKEN_PAGE,
  withNotice,
} from "@latchkey/core/http";
import { define, type State } from "../../lib/state.ts";

/** A code is invalid after five attempts, but it is easy to request another. */
const codeLimit = rateLimit("code", {
  client: { burst: 20, refillSeconds: 60 },
  clientAtAccount: { burst: 10, refillSeconds: 300 },
});

/** For logged-in people. The limit is lower than that of emails to an unconfirmed account. */
const mailLimit = rateLimit("verification-mail", {
  account: { burst: 3, refillSeconds: 900 },
});

/** Shows logged-in people that their address is confirmed. */
const CONFIRMED = "/auth/verify";

export const handlers = define.handlers<ConfirmView>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    const token = ctx.url.searchParams.get("token");
    if (token === null) {
      if (user?.verified) return page({ show: "confirmed" });
      const { notices } = ctx.state.language.messages.verify;
      const { notice: done, headers } = takeNotice(ctx, notices);
      return page({ show: "code", done }, {
        headers: { ...checkCookies(ctx).headers, ...headers },
      });
    }
    const from = await requesterOf(ctx);
    const found = await findConfirmation(services, token, from);
    return found
      ? page(await linkView(ctx, found, token), {
        headers: { ...TOKEN_PAGE, ...checkCookies(ctx).headers },
      })
      : dead(ctx);
  },

  async POST(ctx) {
    const { fields: form, isAgain } = await readReplayable(ctx);
    if (form.token !== undefined) return await byLink(ctx, form, isAgain);
    return form.again === undefined || isAgain
      ? await byCode(ctx, form, isAgain)
      : await resendEmail(ctx);
  },
});

export default define.page<typeof handlers>(function VerifyPage(
  { data, state },
) {
  return (
    <ConfirmPage
      {...data}
      user={state.user}
      messages={state.language.messages}
      canMail={state.services.mail.enabled}
    />
  );
});

async function byLink(
  ctx: Context<State>,
  form: FormFields,
  isAgain: boolean,
) {
  const { services } = ctx.state;
  const { token } = form;
  const from = await requesterOf(ctx);
  const found = await findConfirmation(services, token, from);
  if (!found) return dead(ctx);
  const view = await linkView(ctx, found, token);
  if (isAgain) return page(view);
  const { clientInfo } = from;
  if (form.claim !== undefined) {
    const recovery = await claimByLink(services, token, {
      clientInfo,
      language: ctx.state.language.code,
    });
    return recovery === null
      ? dead(ctx)
      : ctx.redirect(`/auth/recover/new?token=${recovery}`, 303);
  }
  if (checkCookies(ctx, form).wasLost) {
    return cookieBlocked(ctx, view);
  }
  const entered = found.own
    ? null
    : await enterOwnerProof(ctx, found.user, form);
  if (entered?.ok === false) {
    return page({ ...view, ...entered.shown }, entered.init);
  }
  const user = await confirmByLink(services, token, clientInfo);
  if (!user) return dead(ctx);
  const factor = entered?.factor;
  const method = found.own || factor ? "mailed_code" : "password";
  return await logInAndContinue(ctx, user, { method, factor });
}

async function byCode(
  ctx: Context<State>,
  form: FormFields,
  isAgain: boolean,
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
  if (checkCookies(ctx, form).wasLost) return cookieBlocked(ctx, entered);
  const account = addressKey(checked.values.address);
  const wait = await codeLimit.check(ctx, account);
  if (wait) return page({ ...entered, failure: wait.failure }, wait.init);
  const from = await requesterOf(ctx);
  const result = await confirmByCode(services, checked.values, from);
  if (result?.is === "confirmed") {
    const method = "mailed_code";
    return await logInAndContinue(ctx, result.user, { method });
  }
  if (result) return ctx.redirect(`/auth/verify?token=${result.token}`, 303);
  await logSecurityEvent(ctx, "login_failed", { method: "mailed_code" });
  const problems = { code: "codeWrong" } as const;
  return page({ ...entered, problems }, { status: 422 });
}

async function resendEmail(ctx: Context<State>) {
  const { services, user } = ctx.state;
  if (!user) return ctx.redirect("/auth/login?next=/auth/verify", 303);
  const wait = await mailLimit.check(ctx);
  if (wait) {
    const { failure, init } = wait;
    return page<ConfirmView>({ show: "code", failure }, init);
  }
  const { browser, setCookie } = await bindBrowser(ctx);
  await requestVerification(services, {
    userId: user.id,
    browser,
    language: ctx.state.language.code,
  });
  const response = ctx.redirect("/auth/verify", 303);
  response.headers.append("set-cookie", setCookie);
  return withNotice(ctx, response, "mailed");
}

/** The person has proved that the email address and the account are theirs. */
async function logInAndContinue(
  ctx: Context<State>,
  user: User,
  proof: {
    readonly method: "mailed_code" | "password";
    readonly factor?: string;
  },
) {
  const { next, setCookie } = takeReturnPath(ctx, CONFIRMED);
  const response = ctx.state.session?.userId === user.id
    ? ctx.redirect(next, 303)
    : await logInAndRedirect(ctx, user, { ...proof, next });
  response.headers.append("set-cookie", setCookie);
  return response;
}

/** Shows the form again without using the link or the code, which would be wasted. */
function cookieBlocked(
  ctx: Context<State>,
  view: Extract<ConfirmView, { show: "link" | "code" }>,
) {
  const failure = ctx.state.language.messages.login.cookieBlocked;
  const headers = { ...TOKEN_PAGE, ...checkCookies(ctx).headers };
  return page<ConfirmView>({ ...view, failure }, { status: 400, headers });
}

async function linkView(
  ctx: Context<State>,
  { user, own }: { readonly user: User; readonly own: boolean },
  token: string,
) {
  const address = shownAddress(user.address);
  const proofs = own ? null : await ownerProofs(ctx, user);
  return { show: "link" as const, address, proofs, token };
}

/** If the address is already confirmed, the link has probably done it. */
function dead(ctx: Context<State>) {
  return ctx.state.user?.verified
    ? ctx.redirect(CONFIRMED, 303)
    : page<ConfirmView>({ show: "dead" }, { status: 410, headers: TOKEN_PAGE });
}

async function requesterOf(ctx: Context<State>) {
  const browser = await boundBrowser(ctx);
  const loggedInAs = ctx.state.user?.id ?? null;
  return { browser, loggedInAs, clientInfo: await clientInfoOf(ctx) };
}
