import { page } from "fresh";
import { SignUpPage, type SignUpView } from "../../components/SignUpPage.tsx";
import type { UnavailableReason } from "../../components/SignUpUnavailable.tsx";
import {
  checkSignUp,
  shownAddress,
  signUp,
  signUpAccess,
  signUpRules,
} from "@latchkey/core";
import {
  bindBrowser,
  checkCookies,
  clientInfoOf,
  profileIn,
  providerButtons,
  rateLimit,
  readReplayable,
  safeNext,
  storeReturnPath,
  TOKEN_PAGE,
  waitResponse,
} from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/**
 * Limits each client, because hashing a password is expensive, but not each address, because
 * anyone could use up the owner's attempts. `lib/latchkey/email/limits.ts` limits the emails
 * to an address.
 */
const limit = rateLimit("sign-up", {
  client: { burst: 20, refillSeconds: 60 },
});

export const handlers = define.handlers<SignUpView>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (user) return ctx.redirect(next, 303);
    const invite = ctx.url.searchParams.get("invite") ?? "";
    const access = await signUpAccess(services, invite);
    if (!access.open) return unavailable(access.why);
    const { headers } = await bind(ctx);
    const rules = signUpRules(services);
    const invited = access.invitation?.address;
    const address = invited && shownAddress(invited);
    return page({ form: { ...rules, invite, address, next } }, { headers });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: sent, isAgain } = await readReplayable(ctx);
    const { invite = "", address = "", name, mailed_to: mailedTo } = sent;
    const { browser, headers } = await bind(ctx);
    if (isAgain && mailedTo !== undefined) {
      const next = safeNext(sent.next);
      const address = shownAddress(mailedTo);
      return page({ mailed: { address, next } }, { headers });
    }
    const access = await signUpAccess(services, invite, address);
    if (!access.open) return unavailable(access.why);
    const { invitation } = access;
    const rules = signUpRules(services);
    const next = safeNext(sent.next);
    const profile = profileIn(rules.profileFields, sent);
    const form = { ...rules, invite, address, name, profile, next };
    if (isAgain) return page({ form }, { headers });
    const checked = await checkSignUp(services, sent, invitation);
    if (!checked.ok) {
      const { problems } = checked;
      return page({ form: { ...form, problems } }, { status: 422, headers });
    }

    const { values } = checked;
    const result = await signUp(services, {
      ...values,
      browser,
      language: ctx.state.language.code,
      clientInfo: await clientInfoOf(ctx),
      limit,
      invitation,
    });
    if (result.reason === "made") {
      const address = shownAddress(values.address);
      const also = { mailed_to: values.address };
      ctx.state.shown = { form: { next }, also };
      ctx.state.cookies = [
        storeReturnPath(services.settings, next),
        ...Object.values(checkCookies(ctx).headers),
      ];
      return page({ mailed: { address, next } }, { headers });
    }
    if (result.reason === "used") return unavailable("used");
    const { failure, init } = waitResponse(ctx.state.language, result);
    return page({ form: { ...form, failure } }, init);
  },
});

export default define.page<typeof handlers>((
  { data, url, state },
) => (
  <SignUpPage
    view={data}
    providers={providerButtons({ state })}
    services={state.services}
    url={url}
    language={state.language}
  />
));

function unavailable(why: UnavailableReason) {
  return page({ shut: why }, { status: 403, headers: TOKEN_PAGE });
}

/** Binds the browser when it opens the form, so that two clicks have the same binding. */
async function bind(ctx: Parameters<typeof bindBrowser>[0]) {
  const { browser, setCookie } = await bindBrowser(ctx);
  return { browser, headers: { ...TOKEN_PAGE, "set-cookie": setCookie } };
}
