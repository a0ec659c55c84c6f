import { type Context, page } from "fresh";
import { AccountPage } from "../../../../../components/AccountPage.tsx";
import { Failure } from "../../../../../components/Failure.tsx";
import { showNewRecoveryCodes } from "../../../../../components/NewRecoveryCodes.tsx";
import { PasskeyForm } from "../../../../../components/PasskeyForm.tsx";
import { PasskeySignals } from "../../../../../components/PasskeySupport.tsx";
import { whenFailed } from "../../../../../components/Title.tsx";
import { addPasskey, MOST_PASSKEYS, readRecoveryCodes } from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import {
  canHavePasskeys,
  clientInfoOf,
  type PasskeySignal,
  rateLimit,
  readReplayable,
  withNotice,
} from "@latchkey/core/http";
import { plural } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../../../lib/state.ts";

/** Limited because each change is recorded for 90 days and tells the owner by email. */
const limit = rateLimit("add-passkey", {
  account: { burst: 10, refillSeconds: 600 },
});

interface NewData {
  /** The options for the browser; `full` if the account has too many, `address` if it would refuse. */
  readonly options: object | "full" | "address";
  readonly failure?: string;
  readonly signals?: readonly PasskeySignal[];
}

export const handlers = loggedIn.handlers<NewData>({
  GET: async (ctx) => page({ options: await newOptions(ctx) }),

  async POST(ctx) {
    const { services, session, language: { messages } } = ctx.state;
    const { fields: { passkey: response = "", codes = "" }, isAgain } =
      await readReplayable(ctx);
    const { passkey_added } = messages.passkeys.notices;
    if (isAgain) {
      const shown = readRecoveryCodes(codes);
      return shown
        ? await showNewRecoveryCodes(ctx, shown, passkey_added)
        : page({ options: await newOptions(ctx) });
    }
    const wait = await limit.check(ctx);
    if (wait) {
      const options = await newOptions(ctx);
      return page({ options, failure: wait.failure }, wait.init);
    }
    const added = await addPasskey(services, session, {
      page: ctx.url,
      response,
      clientInfo: await clientInfoOf(ctx),
      messages: messages.device,
    });
    if (added.passkey && added.recoveryCodes) {
      const { recoveryCodes } = added;
      return await showNewRecoveryCodes(ctx, recoveryCodes, passkey_added);
    }
    if (added.passkey) {
      const back = ctx.redirect("/account/passkeys", 303);
      return withNotice(ctx, back, "passkey_added");
    }
    const { signals } = added;
    const failure = messages.passkeys.new.refused;
    const options = await newOptions(ctx);
    return page({ options, failure, signals }, { status: 422 });
  },
});

async function newOptions(
  { url, state: { services, user } }: Context<LoggedInState>,
): Promise<NewData["options"]> {
  const queries = services.use(passkeys);
  const party = queries.party(url);
  if (!canHavePasskeys(party)) return "address";
  return await queries.creationOptions(party, user) ?? "full";
}

export default loggedIn.page<typeof handlers>(function NewPasskeyPage(
  { data: { options, failure, signals = [] }, state: { language } },
) {
  const { locale, messages } = language;
  const { title, explained, create, cancelled, full, address } =
    messages.passkeys.new;
  return (
    <AccountPage
      title={title}
      failed={whenFailed({ failure }, messages)}
      messages={messages.account}
    >
      <PasskeySignals signals={signals} />
      {failure && <Failure>{failure}</Failure>}
      {options === "full"
        ? <p>{plural(locale, full, MOST_PASSKEYS)}</p>
        : options === "address"
        ? <p>{address}</p>
        : (
          <>
            <p>{explained}</p>
            <PasskeyForm
              action="/account/passkeys/new"
              name="passkey"
              call="create"
              options={options}
              button={create}
              cancelled={cancelled}
            />
            <p class="without-passkeys">{messages.passkeys.unsupported}</p>
          </>
        )}
    </AccountPage>
  );
});
