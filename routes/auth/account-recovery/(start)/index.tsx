import { page } from "fresh";
import { PlainForm } from "../../../../components/PlainForm.tsx";
import { Title, whenFailed } from "../../../../components/Title.tsx";
import { AtMinute } from "../../../../components/When.tsx";
import { shownAddress } from "@latchkey/core";
import {
  findRecoveryOffer,
  nextQuery,
  type RecoveryOffer,
  safeNext,
  startAccountRecovery,
} from "@latchkey/core/http";
import { fill, plural } from "@latchkey/core/i18n";
import { define } from "../../../../lib/state.ts";
import type { Language } from "../../../../lib/messages/language.ts";

interface RecoveryData {
  readonly offer: RecoveryOffer;
  /** Where the factor was asked for: a path of this site. */
  readonly next: string;
  readonly failure?: string;
}

export const handlers = define.handlers<RecoveryData>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    const offer = await findRecoveryOffer(ctx);
    return offer
      ? page({ offer, next })
      : ctx.redirect(`/auth/second-factor${nextQuery(next)}`, 303);
  },

  async POST(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    const wait = await startAccountRecovery(ctx);
    const offer = wait && await findRecoveryOffer(ctx);
    return offer
      ? page({ offer, next, failure: wait.failure }, wait.init)
      : ctx.redirect(`/auth/account-recovery${nextQuery(next)}`, 303);
  },
});

export default define.page<typeof handlers>(function AccountRecoveryPage(
  { data, state: { language } },
) {
  const { messages } = language;
  const title = titleOf(data.offer, messages.accountRecovery);
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{title}</Title>
      <h1>{title}</h1>
      <Offer {...data} language={language} />
    </>
  );
});

function titleOf(
  offer: RecoveryOffer,
  messages: Language["messages"]["accountRecovery"],
): string {
  if (offer.is === "offered") return messages.title;
  if (offer.is === "paused") return messages.paused.title;
  return offer.recovery.isReady ? messages.ready.title : messages.running.title;
}

function Offer({ offer, ...props }: RecoveryData & { language: Language }) {
  const { language, next, failure } = props;
  const messages = language.messages.accountRecovery;
  const action = `/auth/account-recovery${nextQuery(next)}`;
  if (offer.is === "paused") {
    const { until, thief, contact, ...paused } = messages.paused;
    const time = <AtMinute at={offer.until} language={language} />;
    const setNew = <a href="/auth/recover">{paused.setNew}</a>;
    return (
      <>
        <p>{fill(until, { time })}</p>
        <p>{fill(thief, { setNew })}</p>
        <p>{contact}</p>
      </>
    );
  }
  const address = <b>{shownAddress(offer.address)}</b>;
  if (offer.is === "running") {
    const { recovery } = offer;
    const { running, ready } = messages;
    if (recovery.isReady) {
      return (
        <>
          <p>{fill(ready.mailed, { address })}</p>
          <PlainForm action={action} button={ready.again} failure={failure} />
        </>
      );
    }
    const time = <AtMinute at={recovery.dueAt} language={language} />;
    return (
      <>
        <p>{fill(running.wait, { address, time })}</p>
        <p>{running.found}</p>
      </>
    );
  }
  const { offered } = messages;
  const isLogin = offer.at === "login";
  const texts = isLogin ? offered : offered.loggedIn;
  const backTo = isLogin ? `/auth/second-factor${nextQuery(next)}` : next;
  const back = <a href={backTo}>{texts.back}</a>;
  return (
    <>
      <p>{texts.explained}</p>
      <ol>
        <li>{fill(offered.start, { address })}</li>
        <li>{plural(language.locale, offered.wait, offer.waitHours)}</li>
        <li>{offered.finish}</li>
      </ol>
      <PlainForm action={action} button={offered.send} failure={failure} />
      <p class="aside">{fill(offered.found, { back })}</p>
    </>
  );
}
