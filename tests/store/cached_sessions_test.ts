import {
  deepStrictEqual as equal,
  notDeepStrictEqual as notEqual,
  ok,
  rejects,
} from "node:assert/strict";
import { cacheSessions } from "../../lib/store/cached_sessions.ts";
import { kvStore, openKv } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import { storeContract } from "./contract.ts";
import { until } from "../until.ts";
import { anAddressChange, aSession, aUser, NOW } from "./fixtures.ts";

storeContract(
  "KV with cached sessions",
  async () =>
    cacheSessions(kvStore(await openKv(":memory:")), {
      maxAgeSeconds: 5,
      now: Date.now,
    }),
);

/** A store whose finds are counted and can be held up, with one user and session in it, behind a cache. */
async function setUp(capacity?: number) {
  const direct = kvStore(await openKv(":memory:"));
  const user = aUser();
  const session = aSession(user);
  await direct.users.create(user);
  await direct.sessions.create(session);
  const world = { time: 0, finds: 0, found: 0, hold: Promise.resolve() };
  const watched: Store = {
    ...direct,
    sessions: {
      ...direct.sessions,
      async find(id, userId) {
        world.finds++;
        const found = await direct.sessions.find(id, userId);
        world.found++;
        await world.hold;
        return found;
      },
    },
  };
  const now = () => world.time;
  const cached = cacheSessions(watched, { maxAgeSeconds: 5, now, capacity });
  return { cached, direct, world, user, session };
}

Deno.test("a session is read once in five seconds", async () => {
  const { cached, world, user, session } = await setUp();
  for (world.time = 0; world.time < 5_000; world.time += 500) {
    equal(await cached.sessions.find(session.id, user.id), { session, user });
  }
  equal(world.finds, 1);
  await cached.sessions.find(session.id, user.id);
  equal(world.finds, 2);
  await cached.close();
});

Deno.test("what another process ended is believed for five seconds and no longer", async () => {
  const { cached, direct, world, user, session } = await setUp();
  await cached.sessions.find(session.id, user.id);
  await direct.sessions.endAll(user.id);
  world.time = 4_999;
  ok(await cached.sessions.find(session.id, user.id));
  world.time = 5_000;
  equal(await cached.sessions.find(session.id, user.id), null);
  await cached.close();
});

Deno.test("a clock that was set back makes entries old, not eternal", async () => {
  const { cached, direct, world, user, session } = await setUp();
  world.time = 1_000_000;
  await cached.sessions.find(session.id, user.id);
  await direct.sessions.end(session.id);
  world.time = 0;
  equal(await cached.sessions.find(session.id, user.id), null);
  await cached.close();
});

Deno.test("that there is no session is never remembered", async () => {
  const { cached, world, user } = await setUp();
  const late = aSession(user);
  equal(await cached.sessions.find(late.id, user.id), null);
  await cached.sessions.create(late);
  ok(await cached.sessions.find(late.id, user.id));
  equal(world.finds, 2);
  await cached.close();
});

Deno.test("a cached session is not given out under another user's id", async () => {
  const { cached, user, session } = await setUp();
  await cached.sessions.find(session.id, user.id);
  equal(await cached.sessions.find(session.id, "somebody-else"), null);
  await cached.close();
});

const endings: Record<
  string,
  (store: Store, ids: { user: string; session: string }) => Promise<unknown>
> = {
  "ending it": (store, { session }) => store.sessions.end(session),
  "ending all": (store, { user }) => store.sessions.endAll(user),
  "ending everyone's": (store) => store.sessions.endEveryone(NOW),
  "securing the account": (store, { user }) => store.users.secure(user, {}),
  "removing the user": (store, { user }) => store.users.remove(user),
};

for (const [how, end] of Object.entries(endings)) {
  Deno.test(`${how} is felt at once, also by a find that was under way`, async () => {
    const { cached, world, user, session } = await setUp();
    const ids = { user: user.id, session: session.id };
    const held = Promise.withResolvers<void>();
    world.hold = held.promise;
    const underWay = cached.sessions.find(session.id, user.id);
    await until(() => world.found === 1); // It is now held on its way back.
    await end(cached, ids);
    held.resolve();
    await underWay;
    equal(await cached.sessions.find(session.id, user.id), null);
    await cached.close();
  });
}

Deno.test("who asks for a fresh answer gets one, and so does whoever asks next", async () => {
  const { cached, direct, user, session } = await setUp();
  await cached.sessions.find(session.id, user.id);
  await direct.sessions.end(session.id);
  ok(await cached.sessions.find(session.id, user.id), "as another process");
  equal(await cached.sessions.find(session.id, user.id, "fresh"), null);
  equal(await cached.sessions.find(session.id, user.id), null);
  await cached.close();
});

Deno.test("what changes a session or its user is seen at once", async (t) => {
  const { cached, user, session } = await setUp();
  const find = () => cached.sessions.find(session.id, user.id);
  const steps: Record<string, () => Promise<unknown>> = {
    "a password entered again": () =>
      cached.sessions.confirmPassword(session.id, NOW + 1),
    "another name": () => cached.users.update(user.id, { name: "Countess" }),
    "another address": () =>
      cached.users.changeAddress(user.id, anAddressChange(user, "new")),
    "the old address": () =>
      cached.users.restoreAddress(user.id, user.addressKey, {}, NOW),
  };
  for (const [what, change] of Object.entries(steps)) {
    await t.step(what, async () => {
      const before = await find();
      await change();
      notEqual(await find(), before);
    });
  }
  await cached.close();
});

Deno.test("a change that failed halfway is forgotten as well, since it may have happened", async () => {
  const { cached: store, direct, world, user, session } = await setUp();
  const end = (_id: string): Promise<boolean> =>
    Promise.reject(new Error("connection lost"));
  const broken = cacheSessions(
    { ...store, sessions: { ...direct.sessions, end } },
    { maxAgeSeconds: 5, now: () => world.time },
  );
  await broken.sessions.find(session.id, user.id);
  await direct.sessions.end(session.id);
  await rejects(broken.sessions.end(session.id), /connection lost/);
  equal(await broken.sessions.find(session.id, user.id), null);
  await store.close();
});

Deno.test("the cache holds no more than its capacity, and lets the oldest go", async () => {
  const { cached, world, user, session } = await setUp(3);
  const others = [aSession(user), aSession(user), aSession(user)];
  for (const other of others) await cached.sessions.create(other);
  for (const { id } of [session, ...others]) {
    await cached.sessions.find(id, user.id);
  }
  equal(world.finds, 4);
  for (const { id } of others) await cached.sessions.find(id, user.id);
  equal(world.finds, 4);
  await cached.sessions.find(session.id, user.id);
  equal(world.finds, 5);
  await cached.close();
});
