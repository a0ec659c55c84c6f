import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { SessionList } from "../../components/SessionList.tsx";
import {
  endOtherSessions,
  endOwnSession,
  viewSessions,
} from "../../lib/accounts/sessions.ts";
import { readForm } from "../../lib/http/read_form.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { signedIn } from "../../lib/state.ts";

/** What `?ended=` stands for: no more can be put into an address than picks one of these. */
const ENDED: ReadonlyMap<string | null, string> = new Map([
  ["one", "That session is over."],
  ["others", "All other sessions are over."],
]);

export const handlers = signedIn.handlers({
  async GET({ state: { services, session }, url }) {
    return page({
      sessions: await viewSessions(services, session),
      done: ENDED.get(url.searchParams.get("ended")),
      failure: undefined,
    });
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const { end = "" } = await readForm(ctx.req);
    if (end === "others") {
      await endOtherSessions(services, session, await visitOf(ctx));
      return ctx.redirect("/account/sessions?ended=others", 303);
    }
    // Nobody signs out here by accident: that has a page of its own.
    if (end === session.id) return ctx.redirect("/auth/logout", 303);
    if (await endOwnSession(services, session, end, await visitOf(ctx))) {
      return ctx.redirect("/account/sessions?ended=one", 303);
    }
    return page({
      sessions: await viewSessions(services, session),
      done: undefined,
      failure: "There is no such session; it may be over already.",
    }, { status: 404 });
  },
});

export default signedIn.page<typeof handlers>(function SessionsPage(
  { data: { sessions, done, failure }, state },
) {
  return (
    <AccountPage title="Sessions" heading="Your sessions">
      {done && <p class="done" role="status">{done}</p>}
      {failure && <p class="failure" role="alert">{failure}</p>}
      <p>
        Each is a browser that is signed in as you. End what you do not know,
        then <a href="/account/password">change your password</a>.
      </p>
      <SessionList sessions={sessions} now={state.services.now()} />
    </AccountPage>
  );
});
