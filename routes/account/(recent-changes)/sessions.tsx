import { type Context, page } from "fresh";
import { ListPage } from "../../../components/ListPage.tsx";
import { SessionList } from "../../../components/SessionList.tsx";
import { endOtherSessions, endOwnSession, viewSessions } from "@latchkey/core";
import {
  clientInfoOf,
  readForm,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { notices } = ctx.state.language.messages.sessions;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page(await shown(ctx, { done }), { headers });
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
    const failure = messages.sessions.gone;
    return page(await shown(ctx, { failure }), { status: 404 });
  },
});

export default loggedIn.page<typeof handlers>(function SessionsPage(
  { data: { sessions, done, failure }, state: { services, language } },
) {
  const { sessions: messages } = language.messages;
  const password = <a href="/account/password">{messages.password}</a>;
  return (
    <ListPage
      title={messages.title}
      done={done}
      failure={failure}
      messages={language.messages}
    >
      <p>{fill(messages.explained, { password })}</p>
      <SessionList
        sessions={sessions}
        now={services.now()}
        language={language}
      />
    </ListPage>
  );
});

/** What the page shows. */
async function shown(
  { state: { services, session, language } }: Context<LoggedInState>,
  { done, failure }: { done?: string; failure?: string },
) {
  const { device } = language.messages;
  return {
    sessions: await viewSessions(services, session, device),
    done,
    failure,
  };
}

function reload(ctx: Pick<Context<LoggedInState>, "redirect">) {
  return ctx.redirect("/account/sessions", 303);
}
