import { page } from "fresh";
import { PasskeyLogin } from "../../../components/PasskeyLogin.tsx";
import { PasskeySignals } from "../../../components/PasskeySupport.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { Title } from "../../../components/Title.tsx";
import {
  addToReplay,
  checkCookies,
  type FailedPasskeyLogin,
  logInByPasskey,
  nextQuery,
  readReplayable,
  redirectLoggedIn,
  safeNext,
} from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

interface FailedData extends Partial<FailedPasskeyLogin> {
  /** Where to go after logging in: a path of this site. */
  readonly next: string;
  readonly remember: boolean;
}

type Reason = NonNullable<FailedPasskeyLogin["reason"]>;

const REASONS: readonly Reason[] = ["unknown", "removed", "wrong", "closed"];

export const handlers = define.handlers<FailedData>({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    return ctx.redirect(`/auth/login${nextQuery(next)}`, 303);
  },

  async POST(ctx) {
    const { fields: form, isAgain } = await readReplayable(ctx);
    const next = safeNext(form.next);
    const entered = { next, remember: form.remember === "yes" };
    if (isAgain) {
      const reason = REASONS.find((reason) => reason === form.reason);
      return page({ ...entered, reason });
    }
    const { wasLost, headers } = checkCookies(ctx, form);
    if (wasLost) {
      const failure = ctx.state.language.messages.login.cookieBlocked;
      return page({ ...entered, failure }, { status: 400, headers });
    }
    const result = await logInByPasskey(ctx, form);
    if (result.ok) return redirectLoggedIn(ctx, next, result);
    addToReplay(ctx.state, { reason: result.shown.reason ?? "" });
    return page({ ...entered, ...result.shown }, result.init);
  },
});

export default define.page<typeof handlers>(function PasskeyLoginPage(
  { data, url, state: { language: { messages }, services } },
) {
  const { failed } = messages.passkeys;
  const { reason, failure, signals = [], next, remember } = data;
  const told = reason ? failed[reason] : failure;
  return (
    <>
      <Title failed={told && messages.site.failed}>{failed.title}</Title>
      <h1>{failed.title}</h1>
      {told && <Failure>{told}</Failure>}
      <PasskeySignals signals={signals} />
      {reason !== "closed" && (
        <PasskeyLogin
          remember={remember}
          button={failed.again}
          services={services}
          url={url}
          messages={messages.passkeys}
        >
          <input type="hidden" name="next" value={next} />
        </PasskeyLogin>
      )}
      <p class="after">
        <a href={`/auth/login${nextQuery(next)}`}>{failed.otherwise}</a>
      </p>
    </>
  );
});
