import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DeadLink } from "../../components/DeadLink.tsx";
import { OwnPasswordField } from "../../components/OwnPasswordField.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import {
  changeAddress,
  findWantedAddress,
  type WantedAddress,
} from "../../lib/accounts/address.ts";
import { rateLimit } from "../../lib/auth/rate_limit.ts";
import { SIGN_IN_LIMITS } from "../../lib/auth/tries.ts";
import { enterPassword } from "../../lib/http/enter_password.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { TOKEN_PAGE } from "../../lib/http/token_page.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { define, type State } from "../../lib/state.ts";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

/** What the page shows. */
type NewAddressData =
  | { is: "void" }
  | { is: "taken" | "changed"; address: string }
  | {
    is: "asking";
    token: string;
    address: string;
    /** Whether the browser is signed in to the account; else the password has to show whose it is. */
    own: boolean;
    problem?: string;
    failure?: string;
  };

export const handlers = define.handlers<NewAddressData>({
  async GET({ state, url }) {
    const token = url.searchParams.get("token") ?? "";
    const wanted = await findWantedAddress(state.services, token);
    if (!wanted) return page({ is: "void" }, { status: 410 });
    return page(asking(state, wanted, token), { headers: TOKEN_PAGE });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req);
    const { token = "" } = form;
    const wanted = await findWantedAddress(services, token);
    if (!wanted) return page({ is: "void" }, { status: 410 });
    const asked = asking(ctx.state, wanted, token);
    const visit = await visitOf(ctx);

    // A mistyped address must not hand the account to the stranger who reads mail there.
    if (!asked.own) {
      const { user } = wanted;
      const entered = await enterPassword(services, limit, user, {
        form,
        visit,
      });
      if (!entered.ok) {
        return page({ ...asked, ...entered.shown }, entered.init);
      }
    }
    const { address } = wanted;
    const result = await changeAddress(services, token, visit);
    if (result === "void") return page({ is: result }, { status: 410 });
    if (result === "taken") {
      return page({ is: result, address }, { status: 409 });
    }
    return asked.own
      ? ctx.redirect("/account?changed=address", 303)
      : page({ is: result, address });
  },
});

function asking({ user }: State, wanted: WantedAddress, token: string) {
  const own = user?.id === wanted.user.id;
  return { is: "asking" as const, token, address: wanted.address, own };
}

export default define.page<typeof handlers>(function NewAddressPage({ data }) {
  if (data.is === "void") {
    return (
      <DeadLink>
        <p>
          If you pressed its button a moment ago, it worked:{" "}
          <a href="/account">look at your account</a>. Else{" "}
          <a href="/account/address">ask for the new address again</a>.
        </p>
      </DeadLink>
    );
  }
  return (
    <>
      <Head>
        <title>New address · Latchkey</title>
      </Head>
      <h1>Your new address</h1>
      {data.is === "asking" ? <Question {...data} /> : <Outcome {...data} />}
    </>
  );
});

function Question(
  data: Extract<NewAddressData, { is: "asking" }>,
) {
  return (
    <>
      <p>
        Your account will have the address{" "}
        <b>{data.address}</b>, and you sign in with it from then on.
      </p>
      <PlainForm
        action="/auth/address"
        failure={data.failure}
        button={`Use ${data.address}`}
      >
        <input type="hidden" name="token" value={data.token} />
        {!data.own && (
          <>
            <p>Enter the password of your account to show that it is yours.</p>
            <OwnPasswordField name="password" problem={data.problem} />
          </>
        )}
      </PlainForm>
    </>
  );
}

function Outcome(
  { is, address }: { is: "taken" | "changed"; address: string },
) {
  return is === "changed"
    ? (
      <>
        <p class="done" role="status">
          Your address is now <b>{address}</b>.
        </p>
        <p>
          <a class="button" href="/auth/login">Sign in</a>
        </p>
      </>
    )
    : (
      <>
        <p class="failure" role="alert">
          {address}{" "}
          belongs to another account by now, or did until lately. Your address
          is what it was.
        </p>
        <p>
          <a href="/account/address">Ask for another one</a>
        </p>
      </>
    );
}
