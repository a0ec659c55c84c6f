import { type Context, page } from "fresh";
import { AccountPage } from "../../../../../components/AccountPage.tsx";
import { Failure } from "../../../../../components/Failure.tsx";
import { NewRecoveryCodes } from "../../../../../components/NewRecoveryCodes.tsx";
import { PasskeyForm } from "../../../../../components/PasskeyForm.tsx";
import { PasskeySignals } from "../../../../../components/PasskeySupport.tsx";
import { whenFailed } from "../../../../../components/Title.tsx";
import { addPasskey, MOST_PASSKEYS, readRecoveryCodes } from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import {
  addToReplay,
  canHavePasskeys,
  clientInfoOf,
  endPasskeyOffer,
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

interface CreateData {
  /** The options for the browser; `full` if the account has too many, `address` if it would refuse. */
  readonly options: object | "full" | "address";
  readonly failure?: string;
  readonly signals?: readonly PasskeySignal[];
}

type NewData =
  | CreateData
  /** Done: the recovery codes that came with it. */
  | { codes: readonly string[] };

export const handlers = loggedIn.handlers<NewData>({
  GET: async (ctx) => page({ options: await newOptions(ctx) }),

  async POST(ctx) {
    const { services, session, language: { messages } } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const shownBefore = isAgain && readRecoveryCodes(form.codes ?? "");
    if (shownBefore) return page({ codes: shownBefore });
    if (isAgain) return page({ options: await newOptions(ctx) });
    const wait = await limit.check(ctx);
    if (wait) {
      const options = await newOptions(ctx);
      return page({ options, failure: wait.failure }, wait.init);
    }
    const added = await addPasskey(services, session, {
      page: ctx.url,
      response: form.passkey ?? "",
      clientInfo: await clientInfoOf(ctx),
      messages: messages.device,
    });
    if (added.passkey) {
      endPasskeyOffer(ctx);
      const { recoveryCodes: codes } = added;
      if (codes) {
        addToReplay(ctx.state, { codes: codes.join(" ") });
        return page({ codes });
      }
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
): Promise<CreateData["options"]> {
  const queries = services.use(passkeys);
  const party = queries.party(url);
  if (!canHavePasskeys(party)) return "address";
  return await queries.creationOptions(party, user) ?? "full";
}

export default loggedIn.page<typeof handlers>(function NewPasskeyPage(
  { data, state: { language, user } },
) {
  const { locale, messages } = language;
  if ("codes" in data) {
    return (
      <NewRecoveryCodes
        codes={data.codes}
        done={messages.passkeys.notices.passkey_added}
        address={user.address}
        language={language}
      />
    );
  }
  const { options, failure, signals = [] } = data;
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
