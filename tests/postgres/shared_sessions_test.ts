/** What one process remembers of sessions, while another ends them. */
import assert from "node:assert/strict";
import { cacheSessions } from "../../lib/store/cached_sessions.ts";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import type { SessionChange } from "../../lib/store/session_changes.ts";
import type { Session, Store, User } from "../../lib/store/store.ts";
import { anAddressChange, aSession, aUser, NOW } from "../store/fixtures.ts";
import { until } from "../until.ts";
import { ignore, theServer } from "./each_database.ts";
import { execute } from "./server.ts";

/** Two stores on one database, of which the first remembers sessions for ever, unless it is told. */
async function setUp() {
  const url = await theServer().createDatabase();
  const [one, { store: other }] = [
    await openPostgres(new URL(url)),
    await openPostgres(new URL(url)),
  ];
  const world = { finds: 0, told: true };
  const { find } = one.store.sessions;
  const counting: Store = {
    ...one.store,
    sessions: {
      ...one.store.sessions,
      find: (...args) => (world.finds++, find(...args)),
    },
  };
  const cached = cacheSessions(counting, {
    maxAgeSeconds: Infinity,
    now: Date.now,
    follow: ({ listening, changed }) =>
      one.follow({
        changed,
        listening: (told) => {
          listening(told);
          world.told = told;
        },
      }),
  });
  world.told = false;
  await until(() => world.told);
  const user = aUser();
  await other.users.create(user);
  const session = aSession(user);
  await other.sessions.create(session);
  return { url, cached, other, world, user, session };
}

const changes: Record<
  string,
  (store: Store, user: User, session: Session) => Promise<unknown>
> = {
  "one session ends": ({ sessions }, _user, { id }) => sessions.end(id),
  "all of a user's end": ({ sessions }, { id }) => sessions.endAll(id),
  "everyone's end": ({ sessions }) => sessions.endEveryone(NOW),
  "the account is disabled": ({ users }, { id }) =>
    users.update(id, { disabled: true }),
  "the account is secured": ({ users }, { id }) =>
    users.secure(id, { passwordHash: "" }),
  "the password changes": ({ users }, { id, passwordHash }) =>
    users.changePassword(id, passwordHash, "$2b$04$new"),
  "the address changes": ({ users }, user) =>
    users.changeAddress(user.id, anAddressChange(user, "new")),
  "the account goes": ({ users }, { id }) => users.remove(id),
  "the password is confirmed": ({ sessions }, _user, { id }) =>
    sessions.confirmPassword(id, NOW + 1),
};

for (const [what, change] of Object.entries(changes)) {
  Deno.test({
    name: `PostgreSQL: when ${what} in one process, another knows it soon`,
    ignore,
    async fn() {
      const { cached, other, world, user, session } = await setUp();
      const find = () => cached.sessions.find(session.id, user.id);
      const before = await find();
      await find();
      assert.equal(world.finds, 1, "it is remembered");
      await change(other, user, session);
      await until(async () =>
        JSON.stringify(await find()) !== JSON.stringify(before)
      );
      await cached.close();
      await other.close();
    },
  });
}

Deno.test({
  name:
    "PostgreSQL: while notices do not arrive nothing is remembered, and then it is again",
  ignore,
  async fn() {
    const { url, cached, other, world, user, session } = await setUp();
    const find = () => cached.sessions.find(session.id, user.id);
    assert.ok(await find());
    await execute(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen %'`,
    );
    await until(() => !world.told);
    const { finds } = world;
    await find();
    await find();
    assert.equal(world.finds, finds + 2);
    await until(() => world.told);
    await find();
    await find();
    assert.equal(world.finds, finds + 3);
    await cached.close();
    await other.close();
  },
});

Deno.test({
  name: "PostgreSQL: a notice that nobody understands counts for everyone",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    const { store, follow } = await openPostgres(new URL(url));
    const seen: SessionChange[] = [];
    const arrives = Promise.withResolvers<void>();
    const following = follow({
      listening: (told) => told && arrives.resolve(),
      changed: (change) => seen.push(change),
    });
    await arrives.promise;
    for (const payload of ["user a_b-1", "user a b", "", "what"]) {
      await execute(url, `select pg_notify('latchkey', '${payload}')`);
    }
    await until(() => seen.length === 4);
    assert.deepEqual(seen, [
      { what: "user", id: "a_b-1" },
      ...Array(3).fill({ what: "everyone" }),
    ]);
    await following.close();
    await store.close();
  },
});
