import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { EmailField } from "../../../components/Field.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { LogoutWarning } from "../../../components/LogoutWarning.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import { addressKey, requestEmailChange, shownAddress } from "@latchkey/core";
import {
  addToReplay,
  checkAddress,
  clientInfoOf,
  rateLimit,
  readReplayable,
} from "@latchkey/core/http";
import { fill, type Problem, problemMessage } from "@latchkey/core/i18n";
import type { Messages } from "../../../lib/messages/language.ts";
import { loggedIn } from "../../../lib/state.ts";

/** Five at once, then one every ten minutes, because each sends an email to any address. */
const limit = rateLimit("change-address", {
  account: { burst: 5, refillSeconds: 600 },
  client: { burst: 20, refillSeconds: 60 },
});

interface AddressPageData {
  /** The address as it was typed. */
  address?: string;
  /** The address an email was sent to. */
  sentTo?: string;
  problem?: Problem;
  failure?: string;
}

export const handlers = loggedIn.handlers<AddressPageData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services, user, session } = ctx.state;
    if (!services.mail.enabled) return page({}, { status: 503 });
    const { fields: form, isAgain } = await readReplayable(ctx);
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
    const wait = await limit.check(ctx);
    if (wait) return page({ ...typed, failure: wait.failure }, wait.init);
    await requestEmailChange(services, session, {
      newAddress: address,
      language: ctx.state.language.code,
      clientInfo: await clientInfoOf(ctx),
    });
    const sentTo = shownAddress(address);
    addToReplay(ctx.state, { sent_to: sentTo });
    return page({ sentTo });
  },
});

export default loggedIn.page<typeof handlers>(function AddressPage(
  { data, state },
) {
  const { user, services, language } = state;
  const { newAddress: messages } = language.messages;
  return (
    <AccountPage
      title={messages.title}
      failed={whenFailed(data, language.messages)}
      messages={language.messages.account}
    >
      {!services.mail.enabled
        ? <p>{messages.noEmail}</p>
        : data.sentTo
        ? <Sent to={data.sentTo} from={user.address} messages={messages} />
        : (
          <>
            <NewAddressForm
              {...data}
              current={user.address}
              messages={language.messages}
            />
            <LogoutWarning {...state} />
          </>
        )}
    </AccountPage>
  );
});

function NewAddressForm(
  data: AddressPageData & { current: string; messages: Messages },
) {
  const { explained, label, send } = data.messages.newAddress;
  return (
    <>
      <p>{fill(explained, { address: <b>{data.current}</b> })}</p>
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
          problem={problemMessage(data.messages, data.problem)}
        />
      </PlainForm>
    </>
  );
}

function Sent({ to, from, messages }: {
  to: string;
  from: string;
  messages: Messages["newAddress"];
}) {
  const again = <a href="/account/address">{messages.again}</a>;
  return (
    <>
      <p class="done" role="status">
        {fill(messages.sent, { address: <b>{to}</b> })}
      </p>
      <p>{fill(messages.next, { address: <b>{from}</b> })}</p>
      <p>{fill(messages.nothing, { again })}</p>
    </>
  );
}
