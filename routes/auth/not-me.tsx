import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DeadLink } from "../../components/DeadLink.tsx";
import { PlainForm } from "../../components/PlainForm.tsx";
import {
  findTakingBack,
  takeBack,
  type TakingBack,
} from "../../lib/accounts/not_me.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { TOKEN_PAGE } from "../../lib/http/token_page.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { define } from "../../lib/state.ts";

/** What the link would do, with the link; null when it does nothing any more. */
type NotMeData = (TakingBack & { token: string }) | null;

export const handlers = define.handlers<NotMeData>({
  async GET({ state: { services }, url }) {
    const token = url.searchParams.get("token") ?? "";
    const found = await findTakingBack(services, token);
    return found
      ? page({ ...found, token }, { headers: TOKEN_PAGE })
      : page(null, { status: 410 });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { token = "" } = await readForm(ctx.req);
    const recovery = await takeBack(services, token, await visitOf(ctx));
    return recovery === null
      ? page(null, { status: 410 })
      : ctx.redirect(`/auth/recover/new?token=${recovery}`, 303);
  },
});

export default define.page<typeof handlers>(function NotMePage({ data }) {
  if (data === null) {
    return (
      <DeadLink>
        <p>
          If you pressed its button a moment ago, it worked: nobody is signed in
          to your account, and its password opens nothing. Set a new one:
        </p>
        <p>
          <a class="button" href="/auth/recover">Set a new password</a>
        </p>
      </DeadLink>
    );
  }
  return (
    <>
      <Head>
        <title>This wasn't me · Latchkey</title>
      </Head>
      <h1>This wasn't me</h1>
      <p>
        Somebody else was in your account? The button takes it back. At once:
      </p>
      <ul>
        {data.formerAddress !== null && (
          <li>
            <b>{data.formerAddress}</b>{" "}
            is the address of your account again, and no other is;
          </li>
        )}
        <li>everybody is signed out, you too;</li>
        <li>the password so far opens nothing any more;</li>
        <li>
          links that we mailed to sign in, set a password or change the address
          are void;
        </li>
        <li>the account is not deleted, should that have been asked for.</li>
      </ul>
      <p>Then you set a new password.</p>
      <PlainForm action="/auth/not-me" button="Take my account back">
        <input type="hidden" name="token" value={data.token} />
      </PlainForm>
    </>
  );
});
