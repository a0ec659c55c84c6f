import { page } from "fresh";
import { AccountPage } from "../../components/AccountPage.tsx";
import { ActivityList } from "../../components/ActivityList.tsx";
import { viewActivity } from "../../lib/accounts/activity.ts";
import { signedIn } from "../../lib/state.ts";

export const handlers = signedIn.handlers({
  async GET({ state: { services, user }, url }) {
    const from = url.searchParams.get("from") ?? undefined;
    return page(await viewActivity(services, user.id, from));
  },
});

export default signedIn.page<typeof handlers>(function ActivityPage(
  { data: { items, cursor } },
) {
  return (
    <AccountPage title="Activity" heading="Your activity">
      <p>
        What happened to your account in the last 90 days; what is older is
        forgotten. If something here was not you,{" "}
        <a href="/account/password">change your password</a>.
      </p>
      {items.length > 0
        ? <ActivityList items={items} />
        : <p class="quiet">There is nothing here.</p>}
      {cursor !== undefined && (
        <p>
          <a
            class="button"
            href={`/account/activity?from=${encodeURIComponent(cursor)}`}
          >
            Older
          </a>
        </p>
      )}
    </AccountPage>
  );
});
