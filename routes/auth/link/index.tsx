import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AddressForm } from "../../../components/AddressForm.tsx";
import { MailOnItsWay } from "../../../components/MailOnItsWay.tsx";
import { askSignInLink } from "../../../lib/accounts/sign_in_link.ts";
import { addressKey } from "../../../lib/auth/addresses.ts";
import { markAskingBrowser } from "../../../lib/auth/asking_browser.ts";
import { safeNext } from "../../../lib/auth/next_path.ts";
import { rateLimit } from "../../../lib/auth/rate_limit.ts";
import { addressForm } from "../../../lib/forms/address_form.ts";
import { check } from "../../../lib/forms/check.ts";
import { askToWait, waitInit } from "../../../lib/http/ask_to_wait.ts";
import { readForm } from "../../../lib/http/read_form.ts";
import { visitOf } from "../../../lib/http/visit_of.ts";
import { define } from "../../../lib/state.ts";

/** Fewer at one address than the mail desk would drop without a word. */
const limit = rateLimit("sign-in-link", {
  client: { burst: 20, refillSeconds: 60 },
  account: { burst: 5, refillSeconds: 600 },
});

interface LinkData {
  /** Where to go after signing in: a path of this site. */
  readonly next: string;
  readonly remembered?: boolean;
  readonly address?: string;
  readonly problem?: string;
  readonly failure?: string;
  /** Where the mail went, once it was asked for. */
  readonly mailedTo?: string;
}

export const handlers = define.handlers<LinkData>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { setCookie } = await markAskingBrowser(
      ctx.state.services.settings,
      ctx.req.headers,
    );
    return page({ next }, { headers: { "set-cookie": setCookie } });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req);
    const remembered = form.remember === "yes";
    const { address } = form;
    const entered = { next: safeNext(form.next), remembered, address };
    const checked = check(addressForm, form);
    if (!checked.ok) {
      const problem = checked.problems.address;
      return page({ ...entered, problem }, { status: 422 });
    }
    const { address: mailedTo } = checked.values;
    const { clientAddress: client } = await visitOf(ctx);
    const account = addressKey(mailedTo);
    const denied = await limit.take(services, { client, account });
    if (denied) {
      const failure = askToWait(denied);
      return page({ ...entered, failure }, waitInit(denied));
    }
    const { headers } = ctx.req;
    const asked = await markAskingBrowser(services.settings, headers);
    const { browser, setCookie } = asked;
    const { next } = entered;
    await askSignInLink(services, {
      address: mailedTo,
      browser,
      remembered,
      next,
    });
    return page({ next, mailedTo }, { headers: { "set-cookie": setCookie } });
  },
});

export default define.page<typeof handlers>(function LinkPage({ data }) {
  const { next, remembered, mailedTo, ...form } = data;
  const here = next === "/"
    ? "/auth/link"
    : `/auth/link?next=${encodeURIComponent(next)}`;
  if (mailedTo !== undefined) {
    return (
      <MailOnItsWay address={mailedTo} lasts="for 15 minutes" again={here} />
    );
  }
  return (
    <>
      <Head>
        <title>Sign in by mail · Latchkey</title>
      </Head>
      <h1>Sign in by mail</h1>
      <p>
        We mail you a link that signs you in. Open it in this browser if you
        can.
      </p>
      <AddressForm action="/auth/link" button="Mail me a link" {...form}>
        <label class="choice">
          <input
            type="checkbox"
            name="remember"
            value="yes"
            checked={remembered}
          />{" "}
          Keep me signed in
        </label>
        <input type="hidden" name="next" value={next} />
      </AddressForm>
      <p class="after">
        <a href="/auth/login">Sign in with a password</a>
      </p>
    </>
  );
});
