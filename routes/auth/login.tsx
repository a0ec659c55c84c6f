import { page } from "fresh";
import { DemoUsers } from "../../components/DemoUsers.tsx";
import { OtherLoginMethods } from "../../components/OtherLoginMethods.tsx";
import { PasskeyLogin } from "../../components/PasskeyLogin.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import LoginForm, { type LoginFormProps } from "../../islands/LoginForm.tsx";
import { loginForm } from "@latchkey/core/forms";
import {
  checkCookies,
  logInByForm,
  offerPasskey,
  readReplayable,
  redirectLoggedIn,
  safeNext,
} from "@latchkey/core/http";
import { formMessages } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<Omit<LoginFormProps, "messages">>({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { cookieBlocked } = ctx.state.language.messages.login;
    const { wasLost, headers } = checkCookies(ctx);
    const failure = wasLost ? cookieBlocked : undefined;
    return page({ next, failure }, { headers });
  },

  async POST(ctx) {
    const { fields: form, isAgain } = await readReplayable(ctx);
    const entered = {
      next: safeNext(form.next),
      address: form.username,
      remember: form.remember === "yes",
    };
    if (isAgain) return page(entered);
    const { wrong, cookieBlocked } = ctx.state.language.messages.login;
    const { wasLost, headers } = checkCookies(ctx, form);
    if (wasLost) {
      const failure = cookieBlocked;
      return page({ ...entered, failure }, { status: 400, headers });
    }
    const result = await logInByForm(ctx, form);
    if (result.ok) {
      await offerPasskey(ctx, result.user, form);
      return redirectLoggedIn(ctx, entered.next, result);
    }
    const { isWrong, ...shown } = result.shown;
    return page(
      { ...entered, ...shown, ...isWrong && { failure: wrong } },
      result.init,
    );
  },
});

export default define.page<typeof handlers>(function LoginPage(
  { data, state, url },
) {
  const { language: { messages }, services } = state;
  const forForm = formMessages(state.language, loginForm);
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{messages.login.title}</Title>
      <h1>{messages.login.title}</h1>
      <LoginForm {...data} messages={{ ...forForm, ...messages.login.form }} />
      <PasskeyLogin
        autofill
        services={services}
        url={url}
        messages={messages.passkeys}
      >
        <input type="hidden" name="next" value={data.next} />
      </PasskeyLogin>
      <OtherLoginMethods
        next={data.next}
        {...services}
        messages={messages.login}
      />
      {services.settings.appEnv === "development" && <DemoUsers />}
    </>
  );
});
