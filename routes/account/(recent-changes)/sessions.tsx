import { type Context, page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { SessionList } from "../../../components/SessionList.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import { endOtherSessions, endOwnSession, viewSessions } from "@latchkey/core";
import { readForm, takeNotice, visitOf, withNotice } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { signedIn, type State } from "../../../lib/state.ts";

export const handlers = signedIn.handlers({
  async GET(ctx) {
    const { services, session, language: { words } } = ctx.state;
    const { notices } = words.sessions;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page({
      sessions: await viewSessions(services, session, words.device),
      done,
      failure: undefined,
    }, { headers });
  },

  async POST(ctx) {
    const { services, session, language: { words } } = ctx.state;
    const { end = "" } = await readForm(ctx.req);
    if (end === "others") {
      await endOtherSessions(services, session, await visitOf(ctx));
      return withNotice(ctx, hereAgain(ctx), "others_ended");
    }
    // Nobody signs out here by accident: that has a page of its own.
    if (end === session.id) return ctx.redirect("/auth/logout", 303);
    if (await endOwnSession(services, session, end, await visitOf(ctx))) {
      return withNotice(ctx, hereAgain(ctx), "session_ended");
    }
    return page({
      sessions: await viewSessions(services, session, words.device),
      done: undefined,
      failure: words.sessions.gone,
    }, { status: 404 });
  },
});

export default signedIn.page<typeof handlers>(function SessionsPage(
  { data: { sessions, done, failure }, state: { services, language } },
) {
  const { account, sessions: words } = language.words;
  const password = <a href="/account/password">{words.password}</a>;
  return (
    <AccountPage
      title={words.title}
      heading={words.heading}
      failed={whenFailed({ failure }, language.words)}
      words={account}
    >
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
      <p>{fill(words.explained, { password })}</p>
      <SessionList
        sessions={sessions}
        now={services.now()}
        language={language}
      />
    </AccountPage>
  );
});

function hereAgain(ctx: Pick<Context<State>, "redirect">) {
  return ctx.redirect("/account/sessions", 303);
}
