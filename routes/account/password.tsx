import { page } from "fresh";
import { Head } from "fresh/runtime";
import NewPasswordForm, {
  type NewPasswordFormProps,
} from "../../islands/NewPasswordForm.tsx";
import { changePassword } from "../../lib/accounts/password.ts";
import { refuseNewPassword } from "../../lib/auth/new_passwords.ts";
import { rateLimit } from "../../lib/auth/rate_limit.ts";
import { SIGN_IN_LIMITS } from "../../lib/auth/tries.ts";
import { check } from "../../lib/forms/check.ts";
import { newPasswordForm } from "../../lib/forms/new_password_form.ts";
import { askToWait, waitInit } from "../../lib/http/ask_to_wait.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { redirectSignedIn } from "../../lib/http/redirect_signed_in.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { signedIn, type SignedInState } from "../../lib/state.ts";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

export const handlers = signedIn.handlers<NewPasswordFormProps>({
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
      return redirectSignedIn(ctx, "/account?changed=password", result);
    }
    if (result.reason === "wrong") {
      const problems = { present: "That is not your present password" };
      return page({ ...rules, problems }, { status: 422 });
    }
    return page({ ...rules, failure: askToWait(result) }, waitInit(result));
  },
});

export default signedIn.page<typeof handlers>(function PasswordPage({ data }) {
  return (
    <>
      <Head>
        <title>Password · Latchkey</title>
      </Head>
      <p class="up">
        <a href="/account">Your account</a>
      </p>
      <h1>Change your password</h1>
      <p>
        Use at least {data.minLength}{" "}
        characters; a few words that do not belong together are good. All other
        devices will be signed out.
      </p>
      <NewPasswordForm {...data} />
    </>
  );
});

function rulesFor({ services, user }: SignedInState) {
  return {
    address: user.address,
    minLength: services.settings.passwordMinLength,
  };
}
