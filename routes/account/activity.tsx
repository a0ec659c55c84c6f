import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { ActivityList } from "../../components/ActivityList.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { viewActivity } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { loggedIn } from "../../lib/state.ts";

export const handlers = loggedIn.handlers({
  async GET({ state: { services, user, language }, url }) {
    const from = url.searchParams.get("from") ?? undefined;
    return page(await viewActivity(services, user.id, from, language.messages));
  },
});

export default loggedIn.page<typeof handlers>(function ActivityPage(
  { data: { items, cursor }, state: { language } },
) {
  const { account, activity } = language.messages;
  const password = <a href="/account/password">{activity.password}</a>;
  return (
    <AccountPage
      title={activity.title}
      messages={account}
    >
      <p>{fill(activity.explained, { password })}</p>
      {items.length > 0
        ? <ActivityList items={items} language={language} />
        : <EmptyState icon="clock" title={activity.none} />}
      {cursor !== undefined && (
        <p>
          <a
            class="button"
            href={`/account/activity?from=${encodeURIComponent(cursor)}`}
            f-client-nav
          >
            {activity.older}
          </a>
        </p>
      )}
    </AccountPage>
  );
});
