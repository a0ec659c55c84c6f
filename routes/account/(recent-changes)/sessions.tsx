import { type Context, page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { SessionList } from "../../../components/SessionList.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import { endOtherSessions, endOwnSession, viewSessions } from "@latchkey/core";
import {
  clientInfoOf,
  readForm,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { loggedIn, type State } from "../../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { services, session, language: { messages } } = ctx.state;
    const { notices } = messages.sessions;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page({
      sessions: await viewSessions(services, session, messages.device),
      done,
      failure: undefined,
    }, { headers });
  },

  async POST(ctx) {
    const { services, session, language: { messages } } = ctx.state;
    const { end = "" } = await readForm(ctx.req);
    if (end === "others") {
      await endOtherSessions(services, session, await clientInfoOf(ctx));
      return withNotice(ctx, reload(ctx), "others_ended");
    }
    // Logging out has its own page, so that it can't happen here by accident.
    if (end === session.id) return ctx.redirect("/auth/logout", 303);
    if (await endOwnSession(services, session, end, await clientInfoOf(ctx))) {
      return withNotice(ctx, reload(ctx), "session_ended");
    }
    return page({
      sessions: await viewSessions(services, session, messages.device),
      done: undefined,
      failure: messages.sessions.gone,
    }, { status: 404 });
  },
});

export default loggedIn.page<typeof handlers>(function SessionsPage(
  { data: { sessions, done, failure }, state: { services, language } },
) {
  const { account, sessions: messages } = language.messages;
  const password = <a href="/account/password">{messages.password}</a>;
  return (
    <AccountPage
      title={messages.title}
      failed={whenFailed({ failure }, language.messages)}
      messages={account}
    >
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
      <p>{fill(messages.explained, { password })}</p>
      <SessionList
        sessions={sessions}
        now={services.now()}
        language={language}
      />
    </AccountPage>
  );
});

function reload(ctx: Pick<Context<State>, "redirect">) {
  return ctx.redirect("/account/sessions", 303);
}
