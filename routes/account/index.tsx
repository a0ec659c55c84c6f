import { page } from "fresh";
import { Fragment } from "preact";
import { AccountRows } from "../../components/AccountRows.tsx";
import { profileLabel } from "../../components/ProfileFields.tsx";
import { Title } from "../../components/Title.tsx";
import { OnDay } from "../../components/When.tsx";
import { listSessions } from "@latchkey/core";
import { takeNotice } from "@latchkey/core/http";
import type { Messages } from "../../lib/messages/language.ts";
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
      done,
    }, { headers });
  },
});

export default loggedIn.page<typeof handlers>(function AccountIndexPage(
  { data, state: { user, language } },
) {
  const messages = language.messages.account;
  return (
    <>
      <Title>{messages.title}</Title>
      <h1>{messages.title}</h1>
      {data.done && <p class="done" role="status">{data.done}</p>}
      <dl class="facts">
        {user.name && (
          <>
            <dt>{messages.name}</dt>
            <dd>
              <bdi>{user.name}</bdi>
            </dd>
          </>
        )}
        {data.profile.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{profileLabel(language.messages.profile, name)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </Fragment>
        ))}
        <dt>{messages.email}</dt>
        <dd>
          <bdi>{user.address}</bdi>
          {!user.verified && <Unconfirmed messages={messages} />}
        </dd>
        <dt>{messages.since}</dt>
        <dd>
          <OnDay at={data.since} language={language} />
        </dd>
        <dt>{messages.language}</dt>
        <dd>
          {language.name} <a href="#language">{messages.changeLanguage}</a>
        </dd>
      </dl>
      <AccountRows user={user} sessions={data.sessions} language={language} />
    </>
  );
});

function Unconfirmed({ messages }: { messages: Messages["account"] }) {
  return (
    <>
      <span class="badge">{messages.unconfirmed}</span>{" "}
      <a href="/auth/verify">{messages.confirm}</a>
    </>
  );
}
