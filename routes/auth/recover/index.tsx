import { page } from "fresh";
import { AddressForm } from "../../../components/AddressForm.tsx";
import { LinkMailed } from "../../../components/LinkMailed.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { requestRecovery, shownAddress, TOKEN_SECONDS } from "@latchkey/core";
import {
  addToReplay,
  checkAddress,
  rateLimit,
  readReplayable,
} from "@latchkey/core/http";
import {
  fill,
  plural,
  type Problem,
  problemMessage,
} from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

const EXPIRES_HOURS = TOKEN_SECONDS.recover / 3600;

/**
 * Limits each client, but not each address, because anyone could use up the owner's attempts.
 * `lib/latchkey/email/limits.ts` limits the emails to an address; the page doesn't show it.
 */
const limit = rateLimit("recover", {
  client: { burst: 20, refillSeconds: 60 },
});

type RecoverData =
  | { readonly mailedTo: string }
  | {
    readonly address?: string;
    readonly problem?: Problem;
    readonly failure?: string;
  };

export const handlers = define.handlers<RecoverData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    if (isAgain) {
      const { mailed_to: mailedTo, address } = form;
      return page(mailedTo === undefined ? { address } : { mailedTo });
    }
    const checked = await checkAddress(services, form);
    if (!checked.ok) {
      const problem = checked.problems.address;
      return page({ address: form.address, problem }, { status: 422 });
    }
    const { address } = checked.values;
    const wait = await limit.check(ctx);
    if (wait) return page({ address, failure: wait.failure }, wait.init);
    const { code: language } = ctx.state.language;
    await requestRecovery(services, { address, language });
    const mailedTo = shownAddress(address);
    addToReplay(ctx.state, { mailed_to: mailedTo });
    return page({ mailedTo });
  },
});

export default define.page<typeof handlers>(function RecoverPage(
  { data, state: { language: { locale, messages } } },
) {
  const { mailed, recovery } = messages;
  if ("mailedTo" in data) {
    return (
      <LinkMailed
        address={data.mailedTo}
        expires={plural(locale, mailed.expiresInHours, EXPIRES_HOURS)}
        again="/auth/recover"
        messages={mailed}
      />
    );
  }
  const logIn = <a href="/auth/login">{recovery.logIn}</a>;
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{recovery.title}</Title>
      <h1>{recovery.title}</h1>
      <p>{recovery.explained}</p>
      <AddressForm
        action="/auth/recover"
        label={recovery.email}
        button={recovery.sendLink}
        {...data}
        problem={problemMessage(messages, data.problem)}
      />
      <p class="after">{fill(recovery.known, { logIn })}</p>
    </>
  );
});
