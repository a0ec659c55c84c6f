import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DemoUsers } from "../../components/DemoUsers.tsx";
import LoginForm, { type LoginFormProps } from "../../islands/LoginForm.tsx";
import { accessTokenCookie } from "../../lib/auth/cookies.ts";
import { safeNext } from "../../lib/auth/next_path.ts";
import { signIn } from "../../lib/auth/sign_in.ts";
import { check } from "../../lib/forms/check.ts";
import { signInForm } from "../../lib/forms/sign_in_form.ts";
import { clientOf } from "../../lib/http/client_of.ts";
import { askToWait, waitInit } from "../../lib/http/ask_to_wait.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<LoginFormProps>({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    return ctx.state.user ? ctx.redirect(next, 303) : page({ next });
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const form = await readForm(ctx.req);
    const entered = {
      next: safeNext(form.next),
      address: form.username,
      remember: form.remember === "yes",
    };
    const checked = check(signInForm, form);
    if (!checked.ok) {
      return page({ ...entered, problems: checked.problems }, { status: 422 });
    }

    const result = await signIn(services, {
      address: checked.values.username,
      password: checked.values.password,
      remembered: entered.remember,
      userAgent: ctx.req.headers.get("user-agent"),
      clientAddress: await clientOf(ctx),
      replaces: session,
    });
    if (result.ok) {
      const response = ctx.redirect(entered.next, 303);
      const cookie = accessTokenCookie(services.settings);
      response.headers.append(
        "set-cookie",
        cookie.write(result.token, result.maxAgeSeconds),
      );
      return response;
    }
    if (result.reason === "wrong") {
      const failure = "Incorrect Email or Password";
      return page({ ...entered, failure }, { status: 401 });
    }
    return page({ ...entered, failure: askToWait(result) }, waitInit(result));
  },
});

export default define.page<typeof handlers>(function LoginPage(
  { data, state },
) {
  return (
    <>
      <Head>
        <title>Login · Latchkey</title>
      </Head>
      <h1>Login</h1>
      <LoginForm {...data} />
      {state.services.settings.appEnv === "development" && <DemoUsers />}
    </>
  );
});
