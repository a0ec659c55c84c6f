import { page } from "fresh";
import { FactorForms } from "../../components/FactorForms.tsx";
import { RecoveryLink } from "../../components/RecoveryLink.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import {
  enterFactor,
  findSecondStep,
  nextQuery,
  readReplayable,
  redirectLoggedIn,
  safeNext,
  type SecondStep,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<SecondStep & { next: string }>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    const step = await findSecondStep(ctx);
    return step
      ? page({ ...step, next })
      : ctx.redirect(`/auth/login${nextQuery(next)}`, 303);
  },

  async POST(ctx) {
    const { fields: form, isAgain } = await readReplayable(ctx);
    const next = safeNext(ctx.url.searchParams.get("next"));
    const toLogin = () => ctx.redirect(`/auth/login${nextQuery(next)}`, 303);
    if (isAgain) {
      const step = await findSecondStep(ctx);
      return step ? page({ ...step, next }) : toLogin();
    }
    const entered = await enterFactor(ctx, form);
    if (!entered) return toLogin();
    if (entered.ok) return redirectLoggedIn(ctx, next, entered);
    return page({ ...entered.shown, next }, entered.init);
  },
});

export default define.page<typeof handlers>(function SecondFactorPage(
  { data, state: { language: { messages }, services: { mail } } },
) {
  const { secondFactor } = messages;
  const again = (
    <a href={`/auth/login${nextQuery(data.next)}`}>{secondFactor.again}</a>
  );
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{secondFactor.title}</Title>
      <h1>{secondFactor.title}</h1>
      <p>{secondFactor.explained}</p>
      <FactorForms
        {...data}
        action={`/auth/second-factor${nextQuery(data.next)}`}
        factorField="factor"
        proofField="proof"
        button={secondFactor.send}
        isFirst
        messages={messages}
      />
      <RecoveryLink {...data} mail={mail} messages={messages} />
      <p class="aside">{fill(secondFactor.notYou, { again })}</p>
    </>
  );
});
