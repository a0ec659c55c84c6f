import { type Context, page } from "fresh";
import {
  ConfirmPage,
  type ConfirmView,
} from "../../components/ConfirmPage.tsx";
import {
  confirmByCode,
  confirmByLink,
  type Confirmed,
  findConfirmation,
} from "../../lib/accounts/verification.ts";
import { addressKey } from "../../lib/auth/addresses.ts";
import {
  browserOf,
  isAskingBrowser,
  markAskingBrowser,
} from "../../lib/auth/asking_browser.ts";
import { completeSignIn } from "../../lib/auth/complete_sign_in.ts";
import { rateLimit } from "../../lib/auth/rate_limit.ts";
import { check } from "../../lib/forms/check.ts";
import { codeForm } from "../../lib/forms/code_form.ts";
import { askToWait, waitInit } from "../../lib/http/ask_to_wait.ts";
import { type FormFields, readForm } from "../../lib/http/read_form.ts";
import { redirectSignedIn } from "../../lib/http/redirect_signed_in.ts";
import { TOKEN_PAGE } from "../../lib/http/token_page.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { define, type State } from "../../lib/state.ts";

/** A code is dead after five tries, but a new one is only a mail away. */
const codeLimit = rateLimit("code", {
  client: { burst: 20, refillSeconds: 60 },
  account: { burst: 10, refillSeconds: 300 },
});

/** Fewer than the mail desk would drop without a word. */
const mailLimit = rateLimit("verification-mail", {
  account: { burst: 3, refillSeconds: 900 },
});

const CONFIRMED = "/auth/verify?confirmed=yes";

export const handlers = define.handlers<ConfirmView>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    const token = ctx.url.searchParams.get("token");
    if (token === null) {
      const asked = ctx.url.searchParams;
      const confirmed = user ? user.verified : asked.has("confirmed");
      return confirmed
        ? page({ show: "confirmed" })
        : page({ show: "code", mailed: asked.has("mailed") });
    }
    const found = await findConfirmation(services, token);
    if (!found) return dead(ctx);
    const { address } = found.user;
    const askedHere = await isAskingBrowser(
      services.settings,
      ctx.req.headers,
      found.token.data.browser,
    );
    return page(
      { show: "link", address, token, askedHere },
      { headers: TOKEN_PAGE },
    );
  },

  async POST(ctx) {
    const form = await readForm(ctx.req);
    if (form.token !== undefined) return await byLink(ctx, form.token);
    return form.again === undefined
      ? await byCode(ctx, form)
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
      canMail={state.services.mail.enabled}
    />
  );
});

async function byLink(ctx: Context<State>, token: string) {
  const confirmed = await confirmByLink(
    ctx.state.services,
    token,
    await whereFrom(ctx),
  );
  return confirmed ? await goOn(ctx, confirmed) : dead(ctx);
}

async function byCode(ctx: Context<State>, form: FormFields) {
  const { services } = ctx.state;
  const { address: typed, asked = "" } = form;
  const entered = { show: "code" as const, typed, asked };
  const checked = check(codeForm, form);
  if (!checked.ok) {
    return page({ ...entered, problems: checked.problems }, { status: 422 });
  }
  const from = await whereFrom(ctx);
  const denied = await codeLimit.take(services, {
    client: from.visit.clientAddress,
    account: addressKey(checked.values.address),
  });
  if (denied) {
    return page({ ...entered, failure: askToWait(denied) }, waitInit(denied));
  }
  const code = { ...checked.values, asked };
  const confirmed = await confirmByCode(services, code, from);
  if (confirmed) return await goOn(ctx, confirmed);
  const problems = { code: "That code is not right, or too old." };
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
    const failure = askToWait(denied);
    return page<ConfirmView>({ show: "code", failure }, waitInit(denied));
  }
  const { browser, setCookie } = await markAskingBrowser(
    services.settings,
    ctx.req.headers,
  );
  await services.mail.send({ kind: "verify", userId: user.id, browser });
  const response = ctx.redirect("/auth/verify?mailed=yes", 303);
  response.headers.append("set-cookie", setCookie);
  return response;
}

/** The browser that asked is signed in at once; in another one a person has shown only that they read the mail. */
async function goOn(ctx: Context<State>, { user, askedHere }: Confirmed) {
  const { services, session } = ctx.state;
  if (!askedHere || session?.userId === user.id) {
    return ctx.redirect(CONFIRMED, 303);
  }
  const signedIn = await completeSignIn(services, user, {
    method: "mailed_code",
    remembered: false,
    visit: await visitOf(ctx),
    replaces: session,
  });
  return redirectSignedIn(ctx, CONFIRMED, signedIn);
}

/** A link that did its work already is no news to who is signed in and confirmed. */
function dead(ctx: Context<State>) {
  return ctx.state.user?.verified
    ? ctx.redirect(CONFIRMED, 303)
    : page<ConfirmView>({ show: "dead" }, { status: 410, headers: TOKEN_PAGE });
}

async function whereFrom(ctx: Context<State>) {
  const { settings } = ctx.state.services;
  const browser = await browserOf(settings, ctx.req.headers);
  return { browser, visit: await visitOf(ctx) };
}
