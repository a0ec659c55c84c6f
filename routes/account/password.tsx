import { page } from "fresh";
import { SignOutWarning } from "../../components/SignOutWarning.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import NewPasswordForm, {
  type NewPasswordFormProps,
} from "../../islands/NewPasswordForm.tsx";
import { changePassword, passwordRules } from "@latchkey/core";
import { check, newPasswordForm } from "@latchkey/core/forms";
import {
  askToWait,
  loginLimit,
  readForm,
  redirectSignedIn,
  refuseNewPassword,
  visitOf,
  withNotice,
} from "@latchkey/core/http";
import { formWords, plural } from "@latchkey/core/i18n";
import { signedIn, type SignedInState } from "../../lib/state.ts";

export const handlers = signedIn.handlers<Omit<NewPasswordFormProps, "words">>({
  GET: ({ state }) => page(rulesFor(state)),

  async POST(ctx) {
    const { services, session, user } = ctx.state;
    const rules = rulesFor(ctx.state);
    const checked = check(newPasswordForm(rules), await readForm(ctx.req));
    if (!checked.ok) {
      return page({ ...rules, problems: checked.problems }, { status: 422 });
    }
    const { present, password } = checked.values;
    const problem = await refuseNewPassword(password, rules);
    if (problem !== null) {
      const problems = { password: problem };
      return page({ ...rules, problems }, { status: 422 });
    }

    const result = await changePassword(services, {
      user,
      present,
      password,
      session,
      visit: await visitOf(ctx),
      limit: loginLimit,
    });
    if (result.ok) {
      const response = redirectSignedIn(ctx, "/account", result);
      return withNotice(ctx, response, "password_changed");
    }
    if (result.reason === "wrong") {
      const problems = { present: "presentPasswordWrong" } as const;
      return page({ ...rules, problems }, { status: 422 });
    }
    const { failure, init } = askToWait(ctx.state.language, result);
    return page({ ...rules, failure }, init);
  },
});

export default signedIn.page<typeof handlers>(function PasswordPage(
  { data, state },
) {
  const { language } = state;
  const forForm = formWords(language, newPasswordForm(data), data.minLength);
  const { account, passwordMeter, newPassword } = language.words;
  const words = { ...forForm, ...passwordMeter, ...newPassword.form };
  return (
    <>
      <Title failed={whenFailed(data, language.words)}>
        {newPassword.title}
      </Title>
      <p class="up">
        <a href="/account">{account.heading}</a>
      </p>
      <h1>{newPassword.heading}</h1>
      <p>{plural(language.locale, newPassword.explained, data.minLength)}</p>
      <NewPasswordForm {...data} words={words} />
      <SignOutWarning {...state} />
    </>
  );
});

function rulesFor({ services, user }: SignedInState) {
  return { address: user.address, ...passwordRules(services) };
}
