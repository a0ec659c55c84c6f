import { type Context, page } from "fresh";
import { AccountRows } from "../../components/AccountRows.tsx";
import { Avatar } from "../../components/Avatar.tsx";
import { PasskeySignals } from "../../components/PasskeySupport.tsx";
import { Title } from "../../components/Title.tsx";
import { OnDay } from "../../components/When.tsx";
import {
  callName,
  linkedLogins,
  listSessions,
  listTrustedBrowsers,
  viewRecoveryCodes,
} from "@latchkey/core";
import { authenticatorApp, passkeys, providers } from "@latchkey/core/features";
import { currentPasskeys, takeNotice } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { services, user: { id }, language: { messages } } = ctx.state;
    const user = await services.store.users.byId(id);
    if (!user) return ctx.redirect("/auth/login", 303);
    const { notice: done, headers } = takeNotice(ctx, {
      ...messages.account.notices,
      ...messages.passwordless.notices,
    });
    const ownPasskeys = await passkeysOf(ctx);
    return page({
      since: user.createdAt,
      hasPassword: user.passwordHash !== "",
      profile: Object.keys(services.site.profileFields)
        .flatMap((name) => {
          const value = user.profile?.[name];
          return value === undefined ? [] : [{ name, value }];
        }),
      sessions: (await listSessions(services, id)).length,
      factors: {
        apps: services.site.features.includes(authenticatorApp)
          ? (await services.use(authenticatorApp).list(id)).length
          : null,
        passkeys: ownPasskeys && ownPasskeys.list.length,
        logins: services.site.features.includes(providers) &&
            services.use(providers).isUsed()
          ? (await linkedLogins(services, id)).length
          : null,
        recoveryCodes: await viewRecoveryCodes(services, id),
      },
      // After another name or address, authenticators should show it.
      signals: ownPasskeys?.list.length ? ownPasskeys.signals : [],
      trusted: (await listTrustedBrowsers(services, user)).length,
      done,
    }, { headers });
  },
});

/** The passkeys, and what to tell the browser about them; null if the site doesn't use them. */
async function passkeysOf(
  { url, state: { services, user } }: Context<LoggedInState>,
) {
  if (!services.site.features.includes(passkeys)) return null;
  const queries = services.use(passkeys);
  const list = await queries.list(user.id);
  return { list, signals: currentPasskeys(queries.party(url), user, list) };
}

export default loggedIn.page<typeof handlers>(function AccountIndexPage(
  { data, state: { user, language, services: { site } } },
) {
  const messages = language.messages.account;
  const day = <OnDay at={data.since} language={language} />;
  return (
    <>
      <Title>{messages.title}</Title>
      <PasskeySignals signals={data.signals} />
      <div class="person">
        <Avatar name={callName(user)} />
        <div>
          <h1>{messages.title}</h1>
          <p class="quiet">{fill(messages.since, { day })}</p>
        </div>
      </div>
      {data.done && <p class="done" role="status">{data.done}</p>}
      <AccountRows
        user={user}
        profile={data.profile}
        hasPassword={data.hasPassword}
        sessions={data.sessions}
        factors={data.factors}
        trusted={data.trusted}
        language={language}
        hasLanguages={site.languages.length > 1}
      />
    </>
  );
});
