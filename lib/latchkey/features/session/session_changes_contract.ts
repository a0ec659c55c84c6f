/**
 * What every store does when a password is confirmed, and when everyone is
 * logged out.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  aSession,
  aUser,
  NOW,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Confirming the password in a session. */
export function passwordConfirmedContract(test: StoreTest): void {
  test("stores the time a password was confirmed, which never moves back", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user, { provedAt: 0 });
    await users.create(user);
    await sessions.create(session);
    equal(await sessions.find(session.id, user.id), { session, user });
    const times = Array.from({ length: 10 }, (_, second) => NOW + second);
    const confirmed = await Promise.all([
      ...times.map((time) => sessions.prove(session.id, time)),
      sessions.touch(session.id, NOW + 5),
    ]);
    ok(confirmed.every(Boolean));
    const found = await sessions.find(session.id, user.id);
    equal(found?.session, {
      ...session,
      provedAt: NOW + 9,
      lastSeenAt: NOW + 5,
    });
  });

  test("an ended session accepts no confirmation and no use", async ({ users, sessions }) => {
    const user = aUser();
    const [ended, old, left] = [1, 2, 3].map(() => aSession(user));
    await users.create(user);
    for (const session of [ended, left]) await sessions.create(session);
    await sessions.end(ended.id);
    await users.secure(user.id, {});
    await sessions.create(old);
    for (const id of [ended.id, old.id, left.id, "nothing", ""]) {
      equal(await sessions.prove(id, NOW + 1), false);
      equal(await sessions.touch(id, NOW + 1), false);
    }
  });
}

/** Logging everyone out. */
export function endEveryoneContract(test: StoreTest): void {
  test("logging everyone out ends existing sessions, including ones read later", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    const before = [
      aSession(ada, { createdAt: NOW - 1 }),
      aSession(bob, { createdAt: NOW }),
    ];
    const after = aSession(ada, { createdAt: NOW + 1 });
    await users.create(ada);
    await users.create(bob);
    for (const session of before) {
      await sessions.create(session);
      ok(await sessions.find(session.id, session.userId));
    }
    await sessions.endEveryone(NOW);
    await sessions.create(after);
    // One that started at the same time.
    const late = aSession(bob, { createdAt: NOW });
    await sessions.create(late);
    for (const { id, userId } of [...before, late]) {
      equal(await sessions.find(id, userId), null);
      equal(await sessions.touch(id, NOW + 2), false);
      equal(await sessions.prove(id, NOW + 2), false);
      equal(await sessions.endOthers(userId, id), false);
    }
    equal((await sessions.find(after.id, ada.id))?.session, after);
    equal(await sessions.listOf(ada.id), [after]);
    equal(await sessions.listOf(bob.id), []);
  });

  test("keeps the later of two times at which everyone was logged out", async ({ users, sessions }) => {
    const user = aUser();
    const [early, late] = [
      aSession(user, { createdAt: NOW + 5 }),
      aSession(user, { createdAt: NOW + 6 }),
    ];
    await users.create(user);
    for (const session of [early, late]) await sessions.create(session);
    await Promise.all([5, 1, 3].map((ms) => sessions.endEveryone(NOW + ms)));
    equal(await sessions.listOf(user.id), [late]);
  });

  test("a session kept while others end still ends when everyone is logged out", async ({ users, sessions }) => {
    const user = aUser();
    const kept = aSession(user);
    await users.create(user);
    await sessions.create(kept);
    await sessions.endOthers(user.id, kept.id);
    await sessions.endEveryone(NOW);
    equal(await sessions.find(kept.id, user.id), null);
  });
}
