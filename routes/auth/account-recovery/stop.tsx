import { page } from "fresh";
import { DeadLink } from "../../../components/DeadLink.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { Title } from "../../../components/Title.tsx";
import { AtMinute } from "../../../components/When.tsx";
import { findRecoveryToStop } from "@latchkey/core";
import { readForm, stopAccountRecovery, TOKEN_PAGE } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

/** A valid link and when the recovery was started, or null. */
type StopData = { readonly token: string; readonly startedAt: number } | null;

export const handlers = define.handlers<StopData>({
  /** The page of the link in emails. Only opening it stops nothing: mail scanners open links too. */
  async GET({ state: { services }, url }) {
    const token = url.searchParams.get("token") ?? "";
    const linked = await findRecoveryToStop(services, token);
    if (!linked) return page(null, { status: 410 });
    const { startedAt } = linked.recovery;
    return page({ token, startedAt }, { headers: TOKEN_PAGE });
  },

  /** The button of that page, or without a token that of the banner. */
  async POST(ctx) {
    const { token } = await readForm(ctx.req);
    return await stopAccountRecovery(ctx, token)
      ? ctx.redirect("/auth/account-recovery/stopped", 303)
      : page(null, { status: 410 });
  },
});

export default define.page<typeof handlers>(function StopRecoveryPage(
  { data, state: { language } },
) {
  const { accountRecovery: { stop }, deadLink } = language.messages;
  if (!data) {
    return (
      <DeadLink messages={deadLink}>
        <p>{stop.deadLink}</p>
        <p>
          <a class="button" href="/auth/recover">{stop.setNew}</a>
        </p>
      </DeadLink>
    );
  }
  const time = <AtMinute at={data.startedAt} language={language} />;
  return (
    <>
      <Title>{stop.title}</Title>
      <h1>{stop.title}</h1>
      <p>{fill(stop.explained, { time })}</p>
      <PlainForm
        action="/auth/account-recovery/stop"
        button={stop.send}
      >
        <input type="hidden" name="token" value={data.token} />
      </PlainForm>
    </>
  );
});
