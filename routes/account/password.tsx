import { page } from "fresh";
import { SignOutWarning } from "../../components/SignOutWarning.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import NewPasswordForm, {
  type NewPasswordFormProps,
} from "../../islands/NewPasswordForm.tsx";
import { changePassword } from "@latchkey/core";
import {
  check,
  NEW_PASSWORD_FIELDS,
  NEW_PASSWORD_PROBLEMS,
  newPasswordForm,
} from "@latchkey/core/forms";
import {
  askToWait,
  rateLimit,
  readForm,
  redirectSignedIn,
  refuseNewPassword,
  SIGN_IN_LIMITS,
  visitOf,
  waitInit,
  withNotice,
} from "@latchkey/core/http";
import { formWords, plural } from "@latchkey/core/i18n";
import { signedIn, type SignedInState } from "../../lib/state.ts";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

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
      limit,
    });
    if (result.ok) {
      const response = redirectSignedIn(ctx, "/account", result);
      return withNotice(ctx, response, "password_changed");
    }
    if (result.reason === "wrong") {
      const problems = { present: "presentPasswordWrong" } as const;
      return page({ ...rules, problems }, { status: 422 });
    }
    return page(
      { ...rules, failure: askToWait(ctx.state.language, result) },
      waitInit(result),
    );
  },
});

export default signedIn.page<typeof handlers>(function PasswordPage(
  { data, state },
) {
  const { language } = state;
  const forForm = formWords(language, {
    fields: NEW_PASSWORD_FIELDS,
    problems: NEW_PASSWORD_PROBLEMS,
    minLength: data.minLength,
  });
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
  return {
    address: user.address,
    minLength: services.settings.passwordMinLength,
  };
}
