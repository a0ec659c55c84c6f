import { type Context, page } from "fresh";
import { FirstPasskey } from "../../../components/FirstPasskey.tsx";
import {
  SignUpPage,
  type SignUpView,
} from "../../../components/SignUpPage.tsx";
import type { UnavailableReason } from "../../../components/SignUpUnavailable.tsx";
import {
  checkPerson,
  shownAddress,
  signUpAccess,
  signUpRules,
} from "@latchkey/core";
import {
  bindBrowser,
  checkCookies,
  type FirstPasskeyPrompt,
  type FormFields,
  nextQuery,
  type PasskeyPerson,
  type PasskeySignal,
  profileIn,
  providerButtons,
  rateLimit,
  readReplayable,
  safeNext,
  signUpWithPasskey,
  startPasskeySignUp,
  storeReturnPath,
  TOKEN_PAGE,
  waitResponse,
} from "@latchkey/core/http";
import { define, type State } from "../../../lib/state.ts";

/** Shared with the sign-up by password. */
const limit = rateLimit("sign-up", {
  client: { burst: 20, refillSeconds: 60 },
});

/** The page that makes the passkey. */
interface PasskeyStep {
  readonly prompt: FirstPasskeyPrompt;
  readonly address: string;
  /** The form, to be sent again with the passkey. */
  readonly fields: FormFields;
  /** What to tell the browser about a passkey that was refused. */
  readonly signals: readonly PasskeySignal[];
  readonly failure?: string;
}

type PasskeyData = SignUpView | PasskeyStep;

export const handlers = define.handlers<PasskeyData>({
  // The form is at /auth/signup: this address may be reloaded or bookmarked.
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    return ctx.redirect(`/auth/signup${nextQuery(next)}`, 303);
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields, isAgain } = await readReplayable(ctx);
    // A password may have been typed before the button was pressed.
    const { password: _, passkey = "", account = "", ...sent } = fields;
    const { invite = "", address = "", name, mailed_to: mailedTo } = sent;
    const next = safeNext(sent.next);
    if (isAgain && mailedTo !== undefined) {
      const mailed = { address: shownAddress(mailedTo), next };
      return page({ mailed }, { headers: TOKEN_PAGE });
    }
    const access = await signUpAccess(services, invite, address);
    if (!access.open) return unavailable(access.why);
    const { invitation } = access;
    const rules = signUpRules(services);
    const profile = profileIn(rules.profileFields, sent);
    const form = { ...rules, invite, address, name, profile, next };
    const checked = await checkPerson(services, sent, invitation);
    if (!checked.ok) {
      const { problems } = checked;
      const init = { status: 422, headers: TOKEN_PAGE };
      return page({ form: { ...form, problems } }, init);
    }
    // Before the passkey is made: the device would keep it.
    const wait = isAgain || passkey !== "" ? null : await limit.check(ctx);
    if (wait) {
      return page({ form: { ...form, failure: wait.failure } }, wait.init);
    }
    const person = { ...checked.values, invitation };
    const shown = { ...profile, invite, address, name: name ?? "", next };
    if (passkey === "" || isAgain) {
      const asked = await ask(ctx, person, shown);
      if (asked) return asked;
      if (isAgain) return mailed(ctx, person, next);
    }
    return await signUp(ctx, person, { account, passkey, sent: shown });
  },
});

export default define.page<typeof handlers>((
  { data, url, state },
) =>
  "prompt" in data
    ? <FirstPasskey {...data} messages={state.language.messages} />
    : (
      <SignUpPage
        view={data}
        providers={providerButtons({ state })}
        services={state.services}
        url={url}
        language={state.language}
      />
    )
);

/** Asks for the passkey. Null if this browser has already made one for the address. */
async function ask(
  ctx: Context<State>,
  person: PasskeyPerson,
  fields: FormFields,
  { why, init }: {
    readonly why?: Partial<Pick<PasskeyStep, "signals" | "failure">>;
    readonly init?: ResponseInit;
  } = {},
) {
  const { browser, setCookie } = await bindBrowser(ctx);
  const prompt = await startPasskeySignUp(ctx, person, browser);
  if (!prompt) return null;
  ctx.state.shown = { form: fields, also: {} };
  const address = shownAddress(person.address);
  const step = { prompt, address, fields, signals: [], ...why };
  return page<PasskeyData>(step, {
    ...init,
    headers: { ...TOKEN_PAGE, "set-cookie": setCookie, ...init?.headers },
  });
}

/** Creates the account with the passkey that was sent. */
async function signUp(
  ctx: Context<State>,
  person: PasskeyPerson,
  { account, passkey, sent }: {
    readonly account: string;
    readonly passkey: string;
    readonly sent: FormFields;
  },
) {
  const { language } = ctx.state;
  const made = { account, response: passkey, limit };
  const result = await signUpWithPasskey(ctx, person, made);
  if (result.reason === "made") {
    return mailed(ctx, person, safeNext(sent.next), result.setCookie);
  }
  if (result.reason === "used") return unavailable("used");
  const isWrong = result.reason === "wrong";
  const refused = language.messages.passwordless.signUp.refused;
  const { failure, init } = isWrong
    ? { failure: refused, init: { status: 422 } }
    : waitResponse(language, result);
  const why = { failure, signals: isWrong ? result.signals : [] };
  return await ask(ctx, person, sent, { why, init }) ?? unavailable("used");
}

function unavailable(why: UnavailableReason) {
  return page<PasskeyData>({ shut: why }, { status: 403, headers: TOKEN_PAGE });
}

/** The same page whether or not the address has an account. */
function mailed(
  ctx: Context<State>,
  person: PasskeyPerson,
  next: string,
  setCookie?: string,
) {
  const { services } = ctx.state;
  const address = shownAddress(person.address);
  ctx.state.shown = { form: { next }, also: { mailed_to: person.address } };
  ctx.state.cookies = [
    storeReturnPath(services.settings, next),
    ...setCookie ? [setCookie] : [],
    ...Object.values(checkCookies(ctx).headers),
  ];
  const view = { mailed: { address, next } };
  return page<PasskeyData>(view, { headers: TOKEN_PAGE });
}
