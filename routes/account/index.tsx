import { page } from "fresh";
import { AccountRows } from "../../components/AccountRows.tsx";
import { Avatar } from "../../components/Avatar.tsx";
import { Title } from "../../components/Title.tsx";
import { OnDay } from "../../components/When.tsx";
import {
  callName,
  listSessions,
  listTrustedBrowsers,
  viewRecoveryCodes,
} from "@latchkey/core";
import { authenticatorApp } from "@latchkey/core/features";
import { takeNotice } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { loggedIn } from "../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    const { services, user: { id }, language: { messages } } = ctx.state;
    const user = await services.store.users.byId(id);
    if (!user) return ctx.redirect("/auth/login", 303);
    const { notice: done, headers } = takeNotice(
      ctx,
      messages.account.notices,
    );
    return page({
      since: user.createdAt,
      profile: Object.keys(services.site.profileFields)
        .flatMap((name) => {
          const value = user.profile?.[name];
          return value === undefined ? [] : [{ name, value }];
        }),
      sessions: (await listSessions(services, id)).length,
      trusted: (await listTrustedBrowsers(services, user)).length,
      factors: {
        apps: services.site.features.includes(authenticatorApp)
          ? (await services.use(authenticatorApp).list(id)).length
          : null,
        recoveryCodes: await viewRecoveryCodes(services, id),
      },
      done,
    }, { headers });
  },
});

export default loggedIn.page<typeof handlers>(function AccountIndexPage(
  { data, state: { user, language } },
) {
  const messages = language.messages.account;
  const day = <OnDay at={data.since} language={language} />;
  return (
    <>
      <Title>{messages.title}</Title>
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
        sessions={data.sessions}
        trusted={data.trusted}
        factors={data.factors}
        language={language}
      />
    </>
  );
});
