import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { Field } from "../../../components/Field.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { askAddressChange } from "../../../lib/accounts/address.ts";
import { addressKey } from "../../../lib/auth/addresses.ts";
import { rateLimit } from "../../../lib/auth/rate_limit.ts";
import { addressForm } from "../../../lib/forms/address_form.ts";
import { check } from "../../../lib/forms/check.ts";
import { askToWait, waitInit } from "../../../lib/http/ask_to_wait.ts";
import { readForm } from "../../../lib/http/read_form.ts";
import { visitOf } from "../../../lib/http/visit_of.ts";
import { signedIn } from "../../../lib/state.ts";

/** Five at once, then one each ten minutes: each is a mail to wherever somebody likes. */
const limit = rateLimit("change-address", {
  account: { burst: 5, refillSeconds: 600 },
  client: { burst: 20, refillSeconds: 60 },
});

/** What the form shows. */
interface AddressPageData {
  /** As it was typed. */
  address?: string;
  /** Where a mail went. */
  sentTo?: string;
  problem?: string;
  failure?: string;
}

export const handlers = signedIn.handlers<AddressPageData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services, user } = ctx.state;
    if (!services.mail.enabled) return page({}, { status: 503 });
    const form = await readForm(ctx.req);
    const typed = { address: form.address ?? "" };
    const checked = check(addressForm, form);
    if (!checked.ok) {
      const { address: problem } = checked.problems;
      return page({ ...typed, problem }, { status: 422 });
    }
    const { address } = checked.values;
    if (addressKey(address) === addressKey(user.address)) {
      const problem = "That is your address already";
      return page({ ...typed, problem }, { status: 422 });
    }
    const visit = await visitOf(ctx);
    const denied = await limit.take(services, {
      account: user.id,
      client: visit.clientAddress,
    });
    if (denied) {
      return page({ ...typed, failure: askToWait(denied) }, waitInit(denied));
    }
    await askAddressChange(services, user.id, address, visit);
    return page({ sentTo: address });
  },
});

export default signedIn.page<typeof handlers>(function AddressPage(
  { data, state: { user, services } },
) {
  return (
    <AccountPage title="Email" heading="Change your email address">
      {!services.mail.enabled
        ? <NoMail />
        : data.sentTo
        ? <Sent to={data.sentTo} from={user.address} />
        : <NewAddressForm {...data} present={user.address} />}
    </AccountPage>
  );
});

function NewAddressForm(data: AddressPageData & { present: string }) {
  return (
    <>
      <p>
        Now it is{" "}
        <b>{data.present}</b>. We send a mail to the new address; once you
        confirm it there, it takes the place of this one.
      </p>
      <PlainForm
        action="/account/address"
        failure={data.failure}
        button="Send the mail"
      >
        <Field
          name="address"
          label="New email"
          type="email"
          autocomplete="email"
          startValue={data.address}
          problem={data.problem}
        />
      </PlainForm>
    </>
  );
}

function Sent({ to, from }: { to: string; from: string }) {
  return (
    <>
      <p class="done" role="status">
        We have sent a mail to <b>{to}</b>.
      </p>
      <p>
        Open its link within 24 hours to use the new address. Until then you
        sign in with <b>{from}</b>.
      </p>
      <p>
        Nothing came? Look among the spam, and check the address:{" "}
        <a href="/account/address">type it again</a>.
      </p>
    </>
  );
}

function NoMail() {
  return (
    <p>
      This site cannot send mail, and a new address has to be confirmed by one.
      Ask the people who run it.
    </p>
  );
}
