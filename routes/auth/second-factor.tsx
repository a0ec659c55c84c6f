import { page } from "fresh";
import { FactorForms } from "../../components/FactorForms.tsx";
import { Icon } from "../../components/Icon.tsx";
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
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers<SecondStep & { next: string }>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    const step = await findSecondStep(ctx);
    const { notice, headers } = takeNotice(ctx, { code_sent: "email_code" });
    const sentAgain = notice ? { tried: notice, isSentAgain: true } : {};
    return step
      ? page({ ...step, ...sentAgain, next }, { headers })
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
    if (entered.ok) {
      const isCode = entered.factor === "recovery_codes" &&
        entered.is === "logged_in";
      if (isCode) {
        const codes = `/account/recovery-codes?next=${
          encodeURIComponent(next)
        }`;
        const response = redirectLoggedIn(ctx, codes, entered);
        return withNotice(ctx, response, "logged_in_by_code");
      }
      return redirectLoggedIn(ctx, next, entered);
    }
    // Reloading the page must not send another code.
    if (entered.shown.isSentAgain) {
      const back = ctx.redirect(`${ctx.url.pathname}${nextQuery(next)}`, 303);
      return withNotice(ctx, back, "code_sent");
    }
    return page({ ...entered.shown, next }, entered.init);
  },
});

export default define.page<typeof handlers>(function SecondFactorPage(
  { data, state: { language: { messages }, services: { mail } } },
) {
  const { secondFactor, emailCode } = messages;
  const isCodeDue = data.factors[0]?.name === "email_code";
  const { title, explained } = isCodeDue ? emailCode : secondFactor;
  const again = (
    <a href={`/auth/login${nextQuery(data.next)}`}>{secondFactor.again}</a>
  );
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{title}</Title>
      {isCodeDue && <Icon name="email" />}
      <h1>{title}</h1>
      <p>{explained}</p>
      <FactorForms
        {...data}
        action={`/auth/second-factor${nextQuery(data.next)}`}
        help={emailCode.elsewhere}
        button={secondFactor.send}
        isFirst
        messages={messages}
      />
      <RecoveryLink {...data} mail={mail} messages={messages} />
      <p class={isCodeDue ? "after" : "aside"}>
        {fill(secondFactor.notYou, { again })}
      </p>
    </>
  );
});
