import { page } from "fresh";
import { AccountRows } from "../../components/AccountRows.tsx";
import { Title } from "../../components/Title.tsx";
import { OnDay } from "../../components/When.tsx";
import { listSessions } from "@latchkey/core";
import { takeNotice } from "@latchkey/core/http";
import type { Words } from "../../lib/messages/language.ts";
import { signedIn } from "../../lib/state.ts";

export const handlers = signedIn.handlers({
  async GET(ctx) {
    const { services, user: { id }, language: { words } } = ctx.state;
    const user = await services.store.users.byId(id);
    if (!user) return ctx.redirect("/auth/login", 303);
    const { notice: done, headers } = takeNotice(
      ctx,
      words.account.notices,
    );
    return page({
      since: user.createdAt,
      sessions: (await listSessions(services, id)).length,
      done,
    }, { headers });
  },
});

export default signedIn.page<typeof handlers>(function AccountIndexPage(
  { data, state: { user, language } },
) {
  const words = language.words.account;
  return (
    <>
      <Title>{words.title}</Title>
      <h1>{words.heading}</h1>
      {data.done && <p class="done" role="status">{data.done}</p>}
      <dl class="facts">
        {user.name && (
          <>
            <dt>{words.name}</dt>
            <dd>
              <bdi>{user.name}</bdi>
            </dd>
          </>
        )}
        <dt>{words.email}</dt>
        <dd>
          <bdi>{user.address}</bdi>
          {!user.verified && <Unconfirmed words={words} />}
        </dd>
        <dt>{words.since}</dt>
        <dd>
          <OnDay at={data.since} language={language} />
        </dd>
        <dt>{words.language}</dt>
        <dd>
          {language.name} <a href="#language">{words.changeLanguage}</a>
        </dd>
      </dl>
      <AccountRows user={user} sessions={data.sessions} language={language} />
    </>
  );
});

function Unconfirmed({ words }: { words: Words["account"] }) {
  return (
    <>
      <span class="badge">{words.unconfirmed}</span>{" "}
      <a href="/auth/verify">{words.confirm}</a>
    </>
  );
}
