import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AccountPage } from "../../components/AccountPage.tsx";
import { OwnPasswordField } from "../../components/OwnPasswordField.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import { AtMinute } from "../../components/When.tsx";
import {
  askDeletion,
  DELETION_GRACE_DAYS,
} from "../../lib/accounts/deletion.ts";
import { accessTokenCookie } from "../../lib/auth/cookies.ts";
import { rateLimit } from "../../lib/auth/rate_limit.ts";
import { SIGN_IN_LIMITS } from "../../lib/auth/tries.ts";
import { enterPassword } from "../../lib/http/enter_password.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { signedIn, type State } from "../../lib/state.ts";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

/** What the page shows: the form, or from when on the account is gone. */
type DeletePageData =
  | { address: string; problem?: string; failure?: string }
  | { deleteAfter: number };

export const handlers = signedIn.handlers<DeletePageData>({
  GET: ({ state }) => page({ address: state.user.address }),

  // The password is entered in the form itself, so it is as recent as can be.
  async POST(ctx) {
    const { services, user: { id, address } } = ctx.state;
    const form = await readForm(ctx.req);
    const user = await services.store.users.byId(id);
    const visit = await visitOf(ctx);
    const entered = await enterPassword(services, limit, user, { form, visit });
    if (!entered.ok) return page({ address, ...entered.shown }, entered.init);

    const deleteAfter = await askDeletion(services, entered.user, visit);
    const cookie = accessTokenCookie(services.settings);
    signOut(ctx.state);
    return page({ deleteAfter }, { headers: { "set-cookie": cookie.clear() } });
  },
});

/** The answer is for somebody who is not signed in any more. */
function signOut(state: State) {
  state.user = null;
  state.session = null;
}

export default signedIn.page<typeof handlers>(function DeletePage({ data }) {
  if ("deleteAfter" in data) return <Goodbye until={data.deleteAfter} />;
  return (
    <AccountPage title="Delete" heading="Delete your account">
      <p>
        You are signed out everywhere at once. For {DELETION_GRACE_DAYS}{" "}
        days signing in brings everything back; after that your account is gone
        with all that we hold about you, and nobody can bring it back.
      </p>
      <p>
        You may want to <a href="/account/export">take your data with you</a>
        {" "}
        before.
      </p>
      <PlainForm
        action="/account/delete"
        failure={data.failure}
        button="Delete my account"
        harm
      >
        <OwnPasswordField
          name="password"
          address={data.address}
          problem={data.problem}
        />
      </PlainForm>
    </AccountPage>
  );
});

function Goodbye({ until }: { until: number }) {
  return (
    <>
      <Head>
        <title>Goodbye · Latchkey</title>
      </Head>
      <h1>Goodbye</h1>
      <p class="done" role="status">
        You are signed out everywhere. Your account will be deleted on{" "}
        <AtMinute at={until} />.
      </p>
      <p>
        Have you changed your mind? <a href="/auth/login">Sign in</a>{" "}
        before then, and everything is as it was.
      </p>
    </>
  );
}
