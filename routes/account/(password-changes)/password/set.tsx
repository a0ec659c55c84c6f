import { page } from "fresh";
import { AccountPage } from "../../../../components/AccountPage.tsx";
import { LogoutWarning } from "../../../../components/LogoutWarning.tsx";
import { whenFailed } from "../../../../components/Title.tsx";
import {
  SetPasswordForm,
  type SetPasswordView,
} from "../../../../components/SetPasswordForm.tsx";
import {
  checkNewPassword,
  hasPassword,
  passwordRules,
  setPassword,
} from "@latchkey/core";
import { recoveryForm } from "@latchkey/core/new-password";
import {
  clientInfoOf,
  readForm,
  redirectLoggedIn,
  waitResponse,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn, type LoggedInState } from "../../../../lib/state.ts";

const ACTION = "/account/password/set";

export const handlers = loggedIn.handlers<
  SetPasswordView
>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    return await hasPassword(services, user)
      ? ctx.redirect("/account/password", 303)
      : page(rulesFor(ctx.state));
  },

  async POST(ctx) {
    const { services, session, user, language } = ctx.state;
    const rules = rulesFor(ctx.state);
    const sent = await readForm(ctx.req);
    const checked = await checkNewPassword(recoveryForm(rules), sent, rules);
    if (!checked.ok) {
      return page({ ...rules, problems: checked.problems }, { status: 422 });
    }
    const result = await setPassword(services, {
      user,
      session,
      password: checked.values.password,
      clientInfo: await clientInfoOf(ctx),
    });
    if (result.ok) {
      const response = redirectLoggedIn(ctx, "/account", result);
      return withNotice(ctx, response, "password_added");
    }
    if (result.reason === "changed") {
      return ctx.redirect("/account/password", 303);
    }
    const { failure, init } = waitResponse(language, result);
    return page({ ...rules, failure }, init);
  },
});

export default loggedIn.page<typeof handlers>(function SetPasswordPage(
  { data, state },
) {
  const { language } = state;
  const { messages } = language;
  const { setPassword: texts } = messages.passwordless;
  return (
    <AccountPage
      title={texts.title}
      failed={whenFailed(data, messages)}
      messages={messages.account}
    >
      <p>{texts.explained}</p>
      <SetPasswordForm
        {...data}
        action={ACTION}
        texts={{ send: texts.send }}
        language={language}
      />
      <LogoutWarning {...state} />
    </AccountPage>
  );
});

function rulesFor({ services, user }: LoggedInState) {
  return { address: user.address, ...passwordRules(services) };
}
