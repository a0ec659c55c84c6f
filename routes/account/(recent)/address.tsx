import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { EmailField } from "../../../components/Field.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { SignOutWarning } from "../../../components/SignOutWarning.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import { addressKey, askAddressChange, shownAddress } from "@latchkey/core";
import {
  askToWait,
  checkAddress,
  rateLimit,
  readSent,
  showAlso,
  visitOf,
} from "@latchkey/core/http";
import { fill, type Problem, problemWords } from "@latchkey/core/i18n";
import type { Words } from "../../../lib/messages/language.ts";
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
  problem?: Problem;
  failure?: string;
}

export const handlers = signedIn.handlers<AddressPageData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services, user } = ctx.state;
    if (!services.mail.enabled) return page({}, { status: 503 });
    const { fields: form, isAgain } = await readSent(ctx);
    const typed = { address: form.address ?? "" };
    if (isAgain) return page({ ...typed, sentTo: form.sent_to });
    const checked = await checkAddress(services, form);
    if (!checked.ok) {
      const { address: problem } = checked.problems;
      return page({ ...typed, problem }, { status: 422 });
    }
    const { address } = checked.values;
    if (addressKey(address) === addressKey(user.address)) {
      const problem = "addressSame";
      return page({ ...typed, problem }, { status: 422 });
    }
    const visit = await visitOf(ctx);
    const denied = await limit.take(services, {
      account: user.id,
      client: visit.clientAddress,
    });
    if (denied) {
      const { failure, init } = askToWait(ctx.state.language, denied);
      return page({ ...typed, failure }, init);
    }
    await askAddressChange(services, user.id, {
      newAddress: address,
      language: ctx.state.language.code,
      visit,
    });
    const sentTo = shownAddress(address);
    showAlso(ctx.state, { sent_to: sentTo });
    return page({ sentTo });
  },
});

export default signedIn.page<typeof handlers>(function AddressPage(
  { data, state },
) {
  const { user, services, language } = state;
  const { newAddress: words } = language.words;
  return (
    <AccountPage
      title={words.title}
      heading={words.heading}
      failed={whenFailed(data, language.words)}
      words={language.words.account}
    >
      {!services.mail.enabled
        ? <p>{words.noMail}</p>
        : data.sentTo
        ? <Sent to={data.sentTo} from={user.address} words={words} />
        : (
          <>
            <NewAddressForm
              {...data}
              present={user.address}
              words={language.words}
            />
            <SignOutWarning {...state} />
          </>
        )}
    </AccountPage>
  );
});

function NewAddressForm(
  data: AddressPageData & { present: string; words: Words },
) {
  const { explained, label, send } = data.words.newAddress;
  return (
    <>
      <p>{fill(explained, { address: <b>{data.present}</b> })}</p>
      <PlainForm
        action="/account/address"
        failure={data.failure}
        button={send}
      >
        <EmailField
          name="address"
          label={label}
          autocomplete="email"
          startValue={data.address}
          problem={problemWords(data.words, data.problem)}
        />
      </PlainForm>
    </>
  );
}

function Sent({ to, from, words }: {
  to: string;
  from: string;
  words: Words["newAddress"];
}) {
  const again = <a href="/account/address">{words.again}</a>;
  return (
    <>
      <p class="done" role="status">
        {fill(words.sent, { address: <b>{to}</b> })}
      </p>
      <p>{fill(words.next, { address: <b>{from}</b> })}</p>
      <p>{fill(words.nothing, { again })}</p>
    </>
  );
}
