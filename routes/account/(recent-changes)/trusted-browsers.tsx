import { type Context, page } from "fresh";
import { ListPage } from "../../../components/ListPage.tsx";
import { TrustedBrowserList } from "../../../components/TrustedBrowserList.tsx";
import { endTrust, viewTrustedBrowsers } from "@latchkey/core";
import {
  clientInfoOf,
  readForm,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn, type LoggedInState } from "../../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { notices } = ctx.state.language.messages.trustedBrowsers;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page(await shown(ctx, { done }), { headers });
  },

  async POST(ctx) {
    const { services, user, language: { messages } } = ctx.state;
    const { browser = "" } = await readForm(ctx.req);
    const client = await clientInfoOf(ctx);
    if (await endTrust(services, user, browser, client)) {
      const list = ctx.redirect("/account/trusted-browsers", 303);
      return withNotice(ctx, list, "trust_ended");
    }
    const failure = messages.trustedBrowsers.gone;
    return page(await shown(ctx, { failure }), { status: 404 });
  },
});

export default loggedIn.page<typeof handlers>(function TrustedBrowsersPage(
  { data: { browsers, done, failure }, state: { services, language } },
) {
  const { trustedBrowsers: messages } = language.messages;
  return (
    <ListPage
      title={messages.title}
      done={done}
      failure={failure}
      messages={language.messages}
    >
      {browsers.length === 0 ? <p>{messages.none}</p> : (
        <>
          <p>{messages.explained}</p>
          <TrustedBrowserList
            browsers={browsers}
            now={services.now()}
            language={language}
          />
        </>
      )}
    </ListPage>
  );
});

/** What the page shows. */
async function shown(
  ctx: Context<LoggedInState>,
  { done, failure }: { done?: string; failure?: string },
) {
  const { services, user, language: { messages } } = ctx.state;
  const client = await clientInfoOf(ctx);
  const { device } = messages;
  return {
    browsers: await viewTrustedBrowsers(services, user, client, device),
    done,
    failure,
  };
}
