import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { issueAccessToken } from "./access_tokens.ts";
import { listSessions, resumeSession, startSession } from "./sessions.ts";
import type { Session } from "./session.ts";
import type { User } from "../account/user.ts";
import { addUser, type TestServices } from "../../testing/services.ts";
import { loggedIn, plain, remembered } from "../../testing/logged_in.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const endings: Record<
  string,
  (services: TestServices, user: User, session: Session) => Promise<unknown>
> = {
  "it is logged out": ({ store }, _user, session) =>
    store.sessions.end(session.id),
  "it is ended with all others": ({ store }, user) =>
    store.sessions.endAll(user.id),
  "the account is disabled": ({ store }, user) =>
    store.users.update(user.id, { disabled: true }),
  "the account is removed": ({ store }, user) => store.users.remove(user.id),
};
for (const [what, end] of Object.entries(endings)) {
  Deno.test(`rejects the token at once when ${what}, despite its valid signature`, async () => {
    await using context = await loggedIn(remembered);
    const { services, user, session, token } = context;
    ok(await resumeSession(services, token, "cookie"));
    await end(services, user, session);
    equal(await resumeSession(services, token, "cookie"), null);
    equal(await resumeSession(services, token, "bearer"), null);
    services.clock.advance(20 * MINUTE);
    equal(await resumeSession(services, token, "cookie"), null);
  });
}

Deno.test("ending one session keeps the user's others", async () => {
  await using context = await loggedIn();
  const { services, user, session } = context;
  const other = await startSession(services, user, plain);
  equal(await services.store.sessions.end(session.id), true);
  equal(await services.store.sessions.end(session.id), false);
  ok(await resumeSession(services, other.token, "cookie"));
  equal(await listSessions(services, user.id), [other.session]);
});

Deno.test("a session ended during a token renewal stays ended", async () => {
  await using context = await loggedIn();
  const { services, token, session } = context;
  const { sessions } = services.store;
  services.clock.advance(20 * MINUTE);
  const store = {
    ...services.store,
    sessions: {
      ...sessions,
      async touch(id: string, at: number) {
        await sessions.end(id);
        return await sessions.touch(id, at);
      },
    },
  };
  equal(await resumeSession({ ...services, store }, token, "cookie"), null);
  equal(await services.store.sessions.end(session.id), false);
});

Deno.test("rejects a token that pairs a session with another user", async () => {
  await using context = await loggedIn();
  const { services, session } = context;
  const bob = await addUser(services, { address: "bob@example.com" });
  const token = await issueAccessToken(services, {
    ...session,
    userId: bob.id,
  });
  equal(await resumeSession(services, token, "cookie"), null);
});

Deno.test("rejects a session that starts in the future", async () => {
  await using context = await loggedIn(remembered);
  const { services, user, token } = context;
  const { id } = context.session;
  services.clock.advance(-2 * HOUR);
  const early = await issueAccessToken(services, {
    id,
    userId: user.id,
    expiresAt: services.now() + HOUR,
  });
  equal(await resumeSession(services, early, "cookie"), null);
  equal(await resumeSession(services, token, "cookie"), null);
  equal(await listSessions(services, user.id), []);
});

Deno.test("hostile tokens resume no session", async () => {
  await using context = await loggedIn();
  for (const token of ["", "a.b.c", "null", "\ud800", "x".repeat(1e5)]) {
    equal(await resumeSession(context.services, token, "cookie"), null);
    equal(await resumeSession(context.services, token, "bearer"), null);
  }
});
