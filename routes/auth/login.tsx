import { page } from "fresh";
import { DemoUsers } from "../../components/DemoUsers.tsx";
import { OtherWaysIn } from "../../components/OtherWaysIn.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import LoginForm, { type LoginFormProps } from "../../islands/LoginForm.tsx";
import { logIn } from "@latchkey/core";
import { addressProblem, check, loginForm } from "@latchkey/core/forms";
import {
  clientInfoOf,
  cookieCheck,
  cookieWasLost,
  justLoggedIn,
  readReplayable,
  redirectLoggedIn,
  safeNext,
  waitResponse,
} from "@latchkey/core/http";
import { formMessages } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<Omit<LoginFormProps, "messages">>({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { notKept } = ctx.state.language.messages.login;
    const failure = justLoggedIn(ctx) ? notKept : undefined;
    return page({ next, failure }, { headers: cookieCheck(ctx) });
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const entered = {
      next: safeNext(form.next),
      address: form.username,
      remember: form.remember === "yes",
    };
    if (isAgain) return page(entered);
    if (cookieWasLost(ctx, form)) {
      const failure = ctx.state.language.messages.login.notKept;
      const headers = cookieCheck(ctx);
      return page({ ...entered, failure }, { status: 400, headers });
    }
    const checked = check(loginForm, form);
    if (!checked.ok) {
      return page({ ...entered, problems: checked.problems }, { status: 422 });
    }

    const result = await logIn(services, {
      address: checked.values.username,
      password: checked.values.password,
      remembered: entered.remember,
      clientInfo: await clientInfoOf(ctx),
      replaces: session,
    });
    if (result.ok) return redirectLoggedIn(ctx, entered.next, result);
    if (result.reason === "wrong") {
      const failure = ctx.state.language.messages.login.wrong;
      const username = addressProblem(checked.values.username);
      const problems = username === null ? {} : { username };
      return page({ ...entered, failure, problems }, { status: 401 });
    }
    const { failure, init } = waitResponse(ctx.state.language, result);
    return page({ ...entered, failure }, init);
  },
});

export default define.page<typeof handlers>(function LoginPage(
  { data, state },
) {
  const { language: { messages }, services } = state;
  const forForm = formMessages(state.language, loginForm);
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{messages.login.title}</Title>
      <h1>{messages.login.title}</h1>
      <LoginForm {...data} messages={{ ...forForm, ...messages.login.form }} />
      <OtherWaysIn next={data.next} {...services} messages={messages.login} />
      {services.settings.appEnv === "development" && <DemoUsers />}
    </>
  );
});
