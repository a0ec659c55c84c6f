import { type Context, HttpError, page } from "fresh";
import {
  LinkButtons,
  LinkedLogins,
} from "../../../../components/LinkedLogins.tsx";
import { ListPage } from "../../../../components/ListPage.tsx";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import { type LinkedLogin, linkedLogins, unlinkLogin } from "@latchkey/core";
import {
  beginProvider,
  clientInfoOf,
  explainFailure,
  type ProviderButton,
  providerButtons,
  type ProviderFailure,
  rateLimit,
  readReplayable,
  takeNotice,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn, type LoggedInState } from "../../../../lib/state.ts";

const HERE = "/account/logins";

/** Limited because each change is recorded for 90 days and tells the owner by email. */
const limit = rateLimit("change-logins", {
  account: { burst: 30, refillSeconds: 300 },
});

interface LoginsData {
  readonly logins: readonly LinkedLogin[];
  readonly providers: readonly ProviderButton[];
  readonly done?: string;
  readonly failure?: string;
}

type Ctx = Context<LoggedInState>;

export const handlers = loggedIn.handlers<LoginsData | ProviderFailure>({
  async GET(ctx) {
    const { notices } = ctx.state.language.messages.providers.logins;
    const { notice: done, headers } = takeNotice(ctx, notices);
    return page({ ...await listed(ctx), done }, { headers });
  },

  async POST(ctx) {
    const { fields, isAgain } = await readReplayable(ctx);
    if (isAgain) return page(await listed(ctx));
    const wait = await limit.check(ctx);
    if (wait) {
      return page({ ...await listed(ctx), failure: wait.failure }, wait.init);
    }
    return "unlink" in fields
      ? await unlink(ctx, fields.unlink)
      : await link(ctx, fields.link ?? "");
  },
});

export default loggedIn.page<typeof handlers>(function LoginsPage(
  { data, state },
) {
  const { services, language } = state;
  const { messages } = language;
  if ("reason" in data) {
    const providers = providerButtons({ state });
    return <ProviderFailed {...data} {...{ providers, messages }} />;
  }
  const { logins, providers, done, failure } = data;
  const { logins: texts } = messages.providers;
  return (
    <ListPage
      title={texts.title}
      done={done}
      changesLogin
      failure={failure}
      messages={messages}
    >
      <p>{texts.explained}</p>
      {logins.length === 0 ? <p class="quiet">{texts.none}</p> : (
        <LinkedLogins
          logins={logins}
          providers={providers}
          now={services.now()}
          language={language}
        />
      )}
      <h2>{texts.linkTitle}</h2>
      <LinkButtons providers={providers} messages={texts} />
    </ListPage>
  );
});

/** Leads to the provider, whose answer leads back here. */
async function link(ctx: Ctx, provider: string) {
  const begun = await beginProvider(ctx, provider, {
    purpose: "link",
    next: HERE,
  });
  const outcome = begun.ok ? begun : explainFailure(ctx, provider, begun);
  return outcome.ok ? outcome.response : page(outcome.shown, outcome.init);
}

async function unlink(ctx: Ctx, id: string) {
  const { services, session, language } = ctx.state;
  const clientInfo = await clientInfoOf(ctx);
  const result = await unlinkLogin(services, session, { id, clientInfo });
  if (result.removed) {
    return withNotice(ctx, ctx.redirect(HERE, 303), "login_unlinked");
  }
  const { why } = result;
  const failure = language.messages.providers.logins.failures[why];
  const status = why === "gone" ? 404 : 409;
  return page({ ...await listed(ctx), failure }, { status });
}

/** There is no such page on a site without a provider. */
async function listed(ctx: Ctx): Promise<LoginsData> {
  const { services, user } = ctx.state;
  const { buttons: providers } = providerButtons(ctx);
  if (providers.length === 0) throw new HttpError(404);
  return { logins: await linkedLogins(services, user.id), providers };
}
