import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { LogoutWarning } from "../../components/LogoutWarning.tsx";
import { whenFailed } from "../../components/Title.tsx";
import NewPasswordForm, {
  type NewPasswordFormProps,
} from "../../islands/NewPasswordForm.tsx";
import {
  changePassword,
  checkNewPassword,
  hasPassword,
  passwordRules,
} from "@latchkey/core";
import { newPasswordForm } from "@latchkey/core/new-password";
import {
  canRemovePassword,
  clientInfoOf,
  readForm,
  redirectLoggedIn,
  waitResponse,
  withNotice,
} from "@latchkey/core/http";
import { formMessages, plural } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../lib/state.ts";

type PasswordData = Omit<NewPasswordFormProps, "messages" | "advice"> & {
  /** Whether the person could live without a password. */
  canRemove?: boolean;
};

export const handlers = loggedIn.handlers<PasswordData>({
  async GET(ctx) {
    const { services, user } = ctx.state;
    if (!await hasPassword(services, user)) {
      return ctx.redirect("/account/password/set", 303);
    }
    const canRemove = await canRemovePassword(ctx);
    return page({ ...rulesFor(ctx.state), canRemove });
  },

  async POST(ctx) {
    const { services, session, user } = ctx.state;
    const rules = rulesFor(ctx.state);
    const sent = await readForm(ctx.req);
    const form = newPasswordForm(rules);
    const checked = await checkNewPassword(form, sent, rules);
    if (!checked.ok) {
      return page({ ...rules, problems: checked.problems }, { status: 422 });
    }
    const { present, password } = checked.values;
    const result = await changePassword(services, {
      user,
      present,
      password,
      session,
      clientInfo: await clientInfoOf(ctx),
    });
    if (result.ok) {
      const response = redirectLoggedIn(ctx, "/account", result);
      return withNotice(ctx, response, "password_changed");
    }
    if (result.reason === "wrong") {
      const problems = { present: "currentPasswordWrong" } as const;
      return page({ ...rules, problems }, { status: 422 });
    }
    const { failure, init } = waitResponse(ctx.state.language, result);
    return page({ ...rules, failure }, init);
  },
});

export default loggedIn.page<typeof handlers>(function PasswordPage(
  { data, state },
) {
  const { language } = state;
  const forForm = formMessages(language, newPasswordForm(data), data.minLength);
  const { account, passwordAdvice, passwordless, passwordMeter, newPassword } =
    language.messages;
  const messages = { ...forForm, ...passwordMeter, ...newPassword.form };
  return (
    <AccountPage
      title={newPassword.title}
      failed={whenFailed(data, language.messages)}
      messages={account}
    >
      <p>{newPassword.explained}</p>
      <NewPasswordForm
        {...data}
        advice={plural(language.locale, passwordAdvice, data.minLength)}
        messages={messages}
      />
      {data.canRemove && (
        <p class="after">
          {passwordless.removePassword.offer}{" "}
          <a href="/account/password/remove">
            {passwordless.removePassword.link}
          </a>
        </p>
      )}
      <LogoutWarning {...state} />
    </AccountPage>
  );
});

function rulesFor({ services, user }: LoggedInState) {
  return { address: user.address, ...passwordRules(services) };
}
