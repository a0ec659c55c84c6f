import { page } from "fresh";
import { Head } from "fresh/runtime";
import { OnDay } from "../../../components/When.tsx";
import { listSessions } from "../../../lib/auth/sessions.ts";
import { signedIn } from "../../../lib/state.ts";

export const handlers = signedIn.handlers({
  async GET(ctx) {
    const { services, user: { id } } = ctx.state;
    const user = await services.store.users.byId(id);
    if (!user) return ctx.redirect("/auth/login", 303);
    return page({
      since: user.createdAt,
      sessions: (await listSessions(services, id)).length,
      passwordChanged: ctx.url.searchParams.get("changed") === "password",
    });
  },
});

export default signedIn.page<typeof handlers>(function AccountPage(
  { data, state },
) {
  return (
    <>
      <Head>
        <title>Account · Latchkey</title>
      </Head>
      <h1>Your account</h1>
      {data.passwordChanged && (
        <p class="done" role="status">
          Your password is changed, and all other devices are signed out.
        </p>
      )}
      <dl class="facts">
        <dt>Email</dt>
        <dd>{state.user.address}</dd>
        <dt>Member since</dt>
        <dd>
          <OnDay at={data.since} />
        </dd>
      </dl>
      <ul class="rows">
        <li>
          <div>
            <h2>Password</h2>
            <p>Changing it signs out all other devices.</p>
          </div>
          <a class="button" href="/account/password">Change password</a>
        </li>
        <li>
          <div>
            <h2>Sessions</h2>
            <p>
              {data.sessions === 1
                ? "You are signed in on this device alone."
                : `You are signed in on ${data.sessions} devices.`}
            </p>
          </div>
          <a class="button" href="/account/sessions">See sessions</a>
        </li>
      </ul>
    </>
  );
});
