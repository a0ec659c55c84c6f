import { type Context, page } from "fresh";
import { ListPage } from "../../../../components/ListPage.tsx";
import { AuthenticatorList } from "../../../../components/AuthenticatorList.tsx";
import { PlainForm } from "../../../../components/PlainForm.tsx";
import { MOST_APPS, removeAuthenticator } from "@latchkey/core";
import { authenticatorApp } from "@latchkey/core/features";
import {
  clientInfoOf,
  rateLimit,
  readForm,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { plural } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../../lib/state.ts";

/** Limited because each change is recorded and emailed. */
const limit = rateLimit("authenticator", {
  account: { burst: 20, refillSeconds: 60 },
});

const PAGE = "/account/authenticator";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { notices } = ctx.state.language.messages.authenticator;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page(await shown(ctx, { done }), { headers });
  },

  async POST(ctx) {
    const { services, user, session, language: { messages } } = ctx.state;
    const { remove } = await readForm(ctx.req);
    const wait = await limit.check(ctx);
    if (wait) {
      return page(await shown(ctx, { failure: wait.failure }), wait.init);
    }
    const apps = services.use(authenticatorApp);
    if (remove === undefined) {
      const isFull = (await apps.list(user.id)).length >= MOST_APPS;
      if (isFull) return page(await shown(ctx, {}), { status: 409 });
      const { id } = await apps.begin(user.id, user.address);
      return ctx.redirect(`${PAGE}/new?setup=${id}`, 303);
    }
    const clientInfo = await clientInfoOf(ctx);
    const app = { id: remove, clientInfo };
    if (!await removeAuthenticator(services, session, app)) {
      const failure = messages.authenticator.gone;
      return page(await shown(ctx, { failure }), { status: 404 });
    }
    const isLast = (await apps.list(user.id)).length === 0;
    const notice = isLast ? "last_app_removed" : "app_removed";
    return withNotice(ctx, ctx.redirect(PAGE, 303), notice);
  },
});

export default loggedIn.page<typeof handlers>(function AuthenticatorPage(
  { data: { apps, done, failure }, state: { services, language } },
) {
  const { authenticator: messages } = language.messages;
  return (
    <ListPage
      title={messages.title}
      done={done}
      changesLogin
      failure={failure}
      messages={language.messages}
    >
      <p>{messages.explained}</p>
      {apps.length > 0 && (
        <AuthenticatorList
          apps={apps}
          now={services.now()}
          language={language}
        />
      )}
      {apps.length < MOST_APPS
        ? (
          <PlainForm
            action={PAGE}
            button={apps.length === 0 ? messages.setUp : messages.setUpAnother}
          />
        )
        : <p>{plural(language.locale, messages.full, MOST_APPS)}</p>}
    </ListPage>
  );
});

/** What the page shows. */
async function shown(
  { state: { services, user } }: Pick<Context<LoggedInState>, "state">,
  { done, failure }: { done?: string; failure?: string },
) {
  const apps = await services.use(authenticatorApp).list(user.id);
  return { apps, done, failure };
}
