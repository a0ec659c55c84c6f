import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AccountRows } from "../../components/AccountRows.tsx";
import { OnDay } from "../../components/When.tsx";
import { listSessions } from "../../lib/auth/sessions.ts";
import { signedIn } from "../../lib/state.ts";

/** What `?changed=` stands for: no more can be put into an address than picks one of these. */
const CHANGED: ReadonlyMap<string | null, string> = new Map([
  ["name", "Your name is changed."],
  ["address", "Your address is changed. Sign in with it from now on."],
  [
    "password",
    "Your password is changed, and all other devices are signed out.",
  ],
]);

export const handlers = signedIn.handlers({
  async GET(ctx) {
    const { services, user: { id } } = ctx.state;
    const user = await services.store.users.byId(id);
    if (!user) return ctx.redirect("/auth/login", 303);
    return page({
      since: user.createdAt,
      sessions: (await listSessions(services, id)).length,
      done: CHANGED.get(ctx.url.searchParams.get("changed")),
    });
  },
});

export default signedIn.page<typeof handlers>(function AccountIndexPage(
  { data, state: { user } },
) {
  return (
    <>
      <Head>
        <title>Account · Latchkey</title>
      </Head>
      <h1>Your account</h1>
      {data.done && <p class="done" role="status">{data.done}</p>}
      <dl class="facts">
        {user.name && (
          <>
            <dt>Name</dt>
            <dd>{user.name}</dd>
          </>
        )}
        <dt>Email</dt>
        <dd>
          {user.address}
          {!user.verified && <Unconfirmed />}
        </dd>
        <dt>Member since</dt>
        <dd>
          <OnDay at={data.since} />
        </dd>
      </dl>
      <AccountRows user={user} sessions={data.sessions} />
    </>
  );
});

function Unconfirmed() {
  return (
    <>
      <span class="badge">Not confirmed yet</span>{" "}
      <a href="/auth/verify">Confirm it</a>
    </>
  );
}
