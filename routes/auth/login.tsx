import { page } from "fresh";
import { DemoUsers } from "../../components/DemoUsers.tsx";
import { OtherWaysIn } from "../../components/OtherWaysIn.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import LoginForm, { type LoginFormProps } from "../../islands/LoginForm.tsx";
import { signIn } from "@latchkey/core";
import { addressProblem, check, signInForm } from "@latchkey/core/forms";
import {
  askToWait,
  checkCookies,
  loggedInJustNow,
  loginLimit,
  lostCookie,
  readSent,
  redirectSignedIn,
  safeNext,
  visitOf,
} from "@latchkey/core/http";
import { formWords } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<Omit<LoginFormProps, "words">>({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { notKept } = ctx.state.language.words.login;
    const failure = loggedInJustNow(ctx) ? notKept : undefined;
    return page({ next, failure }, { headers: checkCookies(ctx) });
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const { fields: form, isAgain } = await readSent(ctx);
    const entered = {
      next: safeNext(form.next),
      address: form.username,
      remember: form.remember === "yes",
    };
    if (isAgain) return page(entered);
    if (lostCookie(ctx, form)) {
      const failure = ctx.state.language.words.login.notKept;
      const headers = checkCookies(ctx);
      return page({ ...entered, failure }, { status: 400, headers });
    }
    const checked = check(signInForm, form);
    if (!checked.ok) {
      return page({ ...entered, problems: checked.problems }, { status: 422 });
    }

    const result = await signIn(services, {
      address: checked.values.username,
      password: checked.values.password,
      remembered: entered.remember,
      visit: await visitOf(ctx),
      replaces: session,
      limit: loginLimit,
    });
    if (result.ok) return redirectSignedIn(ctx, entered.next, result);
    if (result.reason === "wrong") {
      const failure = ctx.state.language.words.login.wrong;
      const username = addressProblem(checked.values.username);
      const problems = username === null ? {} : { username };
      return page({ ...entered, failure, problems }, { status: 401 });
    }
    const { failure, init } = askToWait(ctx.state.language, result);
    return page({ ...entered, failure }, init);
  },
});

export default define.page<typeof handlers>(function LoginPage(
  { data, state },
) {
  const { language: { words }, services } = state;
  const forForm = formWords(state.language, signInForm);
  return (
    <>
      <Title failed={whenFailed(data, words)}>{words.login.title}</Title>
      <h1>{words.login.title}</h1>
      <LoginForm {...data} words={{ ...forForm, ...words.login.form }} />
      <OtherWaysIn next={data.next} {...services} words={words.login} />
      {services.settings.appEnv === "development" && <DemoUsers />}
    </>
  );
});
