import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import { TrustedBrowserList } from "../../../components/TrustedBrowserList.tsx";
import { endTrust, viewTrustedBrowsers } from "@latchkey/core";
import {
  clientInfoOf,
  readForm,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn } from "../../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { services, user, language: { messages } } = ctx.state;
    const client = await clientInfoOf(ctx);
    const { notices } = messages.trustedBrowsers;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page({
      browsers: await viewTrustedBrowsers(
        services,
        user,
        client,
        messages.device,
      ),
      done,
      failure: undefined,
    }, { headers });
  },

  async POST(ctx) {
    const { services, user, language: { messages } } = ctx.state;
    const { browser = "" } = await readForm(ctx.req);
    const client = await clientInfoOf(ctx);
    if (await endTrust(services, user, browser, client)) {
      const list = ctx.redirect("/account/trusted-browsers", 303);
      return withNotice(ctx, list, "trust_ended");
    }
    return page({
      browsers: await viewTrustedBrowsers(
        services,
        user,
        client,
        messages.device,
      ),
      done: undefined,
      failure: messages.trustedBrowsers.gone,
    }, { status: 404 });
  },
});

export default loggedIn.page<typeof handlers>(function TrustedBrowsersPage(
  { data: { browsers, done, failure }, state: { services, language } },
) {
  const { account, trustedBrowsers: messages } = language.messages;
  return (
    <AccountPage
      title={messages.title}
      failed={whenFailed({ failure }, language.messages)}
      messages={account}
    >
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
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
    </AccountPage>
  );
});
