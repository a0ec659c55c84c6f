import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DeadLink } from "../../../components/DeadLink.tsx";
import RecoveryForm, {
  type RecoveryFormProps,
} from "../../../islands/RecoveryForm.tsx";
import {
  checkRecovery,
  findRecovery,
  recover,
} from "../../../lib/accounts/recovery.ts";
import { completeSignIn } from "../../../lib/auth/complete_sign_in.ts";
import { askToWait, waitInit } from "../../../lib/http/ask_to_wait.ts";
import { readForm } from "../../../lib/http/read_form.ts";
import { redirectSignedIn } from "../../../lib/http/redirect_signed_in.ts";
import { TOKEN_PAGE } from "../../../lib/http/token_page.ts";
import { visitOf } from "../../../lib/http/visit_of.ts";
import { define } from "../../../lib/state.ts";

export const handlers = define.handlers<RecoveryFormProps | null>({
  async GET(ctx) {
    const { services } = ctx.state;
    const token = ctx.url.searchParams.get("token") ?? "";
    const user = await findRecovery(services, token);
    if (!user) return dead();
    const minLength = services.settings.passwordMinLength;
    const { address } = user;
    return page({ token, address, minLength }, { headers: TOKEN_PAGE });
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const sent = await readForm(ctx.req);
    const { token = "" } = sent;
    const user = await findRecovery(services, token);
    if (!user) return dead();
    const minLength = services.settings.passwordMinLength;
    const form = { token, address: user.address, minLength };
    const checked = await checkRecovery(sent, form);
    if (!checked.ok) {
      const { problems } = checked;
      return page({ ...form, problems }, { status: 422 });
    }

    const { password } = checked.values;
    const visit = await visitOf(ctx);
    const result = await recover(services, token, password, visit);
    if (result.reason === "recovered") {
      const signedIn = await completeSignIn(services, result.user, {
        method: "recovery",
        remembered: false,
        visit,
        replaces: session,
      });
      return redirectSignedIn(ctx, "/account?changed=password", signedIn);
    }
    if (result.reason === "void") return dead();
    return page({ ...form, failure: askToWait(result) }, waitInit(result));
  },
});

export default define.page<typeof handlers>(function NewPasswordPage(
  { data },
) {
  if (!data) {
    return (
      <DeadLink>
        <p>
          If you pressed its button a moment ago, it worked: your new password
          is set, and you are signed in. <a href="/account">Go on</a>.
        </p>
        <p>
          <a class="button" href="/auth/recover">Ask for a new link</a>
        </p>
      </DeadLink>
    );
  }
  return (
    <>
      <Head>
        <title>Set a new password · Latchkey</title>
      </Head>
      <h1>Set a new password</h1>
      <p>
        It is for <b>{data.address}</b>. Use at least {data.minLength}{" "}
        characters; a few words that do not belong together are good. All
        devices will be signed out.
      </p>
      <RecoveryForm {...data} />
    </>
  );
});

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
