import { type Context, page } from "fresh";
import {
  CodeMailed,
  type CodeMailedProps,
} from "../../../components/CodeMailed.tsx";
import { ProviderFailed } from "../../../components/ProviderFailed.tsx";
import {
  ProviderSignUp,
  type ProviderSignUpForm,
} from "../../../components/ProviderSignUp.tsx";
import { shownAddress } from "@latchkey/core";
import {
  checkCookies,
  findProviderSignUp,
  type FormFields,
  profileIn,
  providerButtons,
  type ProviderFailure,
  rateLimit,
  readReplayable,
  safeNext,
  signUpWithProvider,
  TOKEN_PAGE,
} from "@latchkey/core/http";
import { define, type State } from "../../../lib/state.ts";

/** Shared with the other ways to sign up. */
const limit = rateLimit("sign-up", {
  client: { burst: 20, refillSeconds: 60 },
});

type SignUpData =
  | { readonly form: ProviderSignUpForm }
  | { readonly mailed: CodeMailedProps }
  | { readonly failed: ProviderFailure };

type Ctx = Context<State>;

/** Asks people whom a provider has identified for what it didn't tell. */
export const handlers = define.handlers<SignUpData>({
  async GET(ctx) {
    return await form(ctx) ?? startAgain(ctx);
  },

  async POST(ctx) {
    const { fields: sent, isAgain } = await readReplayable(ctx);
    const { mailed_to: mailedTo, ...fields } = sent;
    if (isAgain) {
      return mailedTo === undefined
        ? await form(ctx, fields) ?? startAgain(ctx)
        : mailed(mailedTo, safeNext(sent.next));
    }
    const result = await signUpWithProvider(ctx, fields, limit);
    switch (result?.is) {
      case undefined:
        return startAgain(ctx);
      case "done":
        return result.response;
      case "failed":
        return page({ failed: result.shown }, result.init);
      case "form":
        return page({ form: result.shown }, result.init);
      case "mailed": {
        const { address, next, cookies } = result;
        ctx.state.shown = { form: { next }, also: { mailed_to: address } };
        ctx.state.cookies = [
          ...cookies,
          ...Object.values(checkCookies(ctx).headers),
        ];
        return mailed(address, next);
      }
    }
  },
});

export default define.page<typeof handlers>(({ data, state }) => {
  const { language: { messages }, services: { site } } = state;
  if ("mailed" in data) {
    return <CodeMailed {...data.mailed} messages={messages} />;
  }
  return "failed" in data
    ? (
      <ProviderFailed
        {...data.failed}
        providers={providerButtons({ state })}
        messages={messages}
      />
    )
    : (
      <ProviderSignUp
        {...data.form}
        profileFields={site.profileFields}
        messages={messages}
      />
    );
});

/** The form, with what the provider told or what was sent; null if no identity waits here. */
async function form(ctx: Ctx, sent: FormFields = {}) {
  const known = await findProviderSignUp(ctx);
  if (!known) return null;
  const { address = known.address, name = known.name } = sent;
  const profile = profileIn(ctx.state.services.site.profileFields, sent);
  const form = { ...known, address, name, profile };
  return page<SignUpData>({ form }, { headers: TOKEN_PAGE });
}

/** The same page whether or not the address has an account. */
function mailed(address: string, next: string) {
  const again = "/auth/provider/sign-up";
  const view = { address: shownAddress(address), next, again };
  return page<SignUpData>({ mailed: view }, { headers: TOKEN_PAGE });
}

/** The identity waits for a quarter of an hour. */
function startAgain(ctx: Ctx): Response {
  return ctx.redirect("/auth/signup", 303);
}
