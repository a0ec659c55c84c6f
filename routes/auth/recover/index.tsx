import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AddressForm } from "../../../components/AddressForm.tsx";
import { MailOnItsWay } from "../../../components/MailOnItsWay.tsx";
import { addressKey } from "../../../lib/auth/addresses.ts";
import { rateLimit } from "../../../lib/auth/rate_limit.ts";
import { addressForm } from "../../../lib/forms/address_form.ts";
import { check } from "../../../lib/forms/check.ts";
import { askToWait, waitInit } from "../../../lib/http/ask_to_wait.ts";
import { readForm } from "../../../lib/http/read_form.ts";
import { visitOf } from "../../../lib/http/visit_of.ts";
import { define } from "../../../lib/state.ts";

/** Fewer at one address than the mail desk would drop without a word. */
const limit = rateLimit("recover", {
  client: { burst: 20, refillSeconds: 60 },
  account: { burst: 5, refillSeconds: 600 },
});

type RecoverData =
  | { readonly mailedTo: string }
  | {
    readonly address?: string;
    readonly problem?: string;
    readonly failure?: string;
  };

export const handlers = define.handlers<RecoverData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services } = ctx.state;
    const form = await readForm(ctx.req);
    const checked = check(addressForm, form);
    if (!checked.ok) {
      const problem = checked.problems.address;
      return page({ address: form.address, problem }, { status: 422 });
    }
    const { address } = checked.values;
    const { clientAddress: client } = await visitOf(ctx);
    const account = addressKey(address);
    const denied = await limit.take(services, { client, account });
    if (denied) {
      const failure = askToWait(denied);
      return page({ address, failure }, waitInit(denied));
    }
    await services.mail.send({ kind: "recover", address });
    return page({ mailedTo: address });
  },
});

export default define.page<typeof handlers>(function RecoverPage({ data }) {
  if ("mailedTo" in data) {
    return (
      <MailOnItsWay
        address={data.mailedTo}
        lasts="for an hour"
        again="/auth/recover"
      />
    );
  }
  return (
    <>
      <Head>
        <title>Set a new password · Latchkey</title>
      </Head>
      <h1>Set a new password</h1>
      <p>We mail you a link by which you can set one.</p>
      <AddressForm action="/auth/recover" button="Mail me a link" {...data} />
      <p class="after">
        You know it again? <a href="/auth/login">Sign in</a>.
      </p>
    </>
  );
});
