/**
 * What every store does with sessions.
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

/** Starting, finding, continuing. */
export function sessionsContract(test: StoreTest): void {
  test("finds a session with its user", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    equal(await sessions.find(session.id, user.id), { session, user });
  });

  test("doesn't find a session under another user", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    const session = aSession(ada);
    await users.create(ada);
    await users.create(bob);
    await sessions.create(session);
    equal(await sessions.find(session.id, bob.id), null);
    equal((await sessions.find(session.id, ada.id))?.user, ada);
    equal(await sessions.find(session.id, bob.id), null);
  });

  test("doesn't find a session without a user or with an unknown id", async ({ sessions }) => {
    const orphan = aSession(aUser());
    await sessions.create(orphan);
    equal(await sessions.find(orphan.id, orphan.userId), null);
    equal(await sessions.find("", ""), null);
    equal(await sessions.find("x".repeat(5000), "__proto__"), null);
  });

  test("reads a user's changes through the session", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    await sessions.find(session.id, user.id);
    await users.update(user.id, { disabled: true });
    equal((await sessions.find(session.id, user.id))?.user.disabled, true);
    await users.rehash(user.id, user.passwordHash, "$2b$04$new");
    equal(
      (await sessions.find(session.id, user.id))?.user.passwordHash,
      "$2b$04$new",
    );
  });

  test("never moves the time of last use back", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    const uses = Array.from({ length: 20 }, (_, second) => NOW + second * 1000);
    const touched = await Promise.all(
      uses.map((use) => sessions.touch(session.id, use)),
    );
    ok(touched.every(Boolean));
    const found = await sessions.find(session.id, user.id);
    equal(found?.session, { ...session, lastSeenAt: NOW + 19_000 });
  });

  test("lists a user's own sessions, newest first", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const adas = Array.from(
      { length: 25 },
      (_, index) => aSession(ada, { createdAt: NOW + index }),
    );
    for (const session of adas) await sessions.create(session);
    await sessions.create(aSession(bob));
    equal(await sessions.listOf(ada.id), adas.toReversed());
    equal(await sessions.listOf("nobody"), []);
  });
}

/** Ending. */
export function sessionEndsContract(test: StoreTest): void {
  test("an ended session is gone and can't be restored", async ({ users, sessions }) => {
    const user = aUser();
    const [session, other] = [aSession(user), aSession(user)];
    await users.create(user);
    await sessions.create(session);
    await sessions.create(other);
    await sessions.find(session.id, user.id);
    equal(await sessions.end(session.id), true);
    equal(await sessions.find(session.id, user.id), null);
    equal(await sessions.end(session.id), false);
    equal(await sessions.touch(session.id, NOW + 1), false);
    equal(await sessions.find(session.id, user.id), null);
    equal(await sessions.listOf(user.id), [other]);
  });

  test("a concurrent use and end leave no session", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    for (let round = 0; round < 20; round++) {
      const session = aSession(user);
      await sessions.create(session);
      await Promise.all([
        sessions.touch(session.id, NOW + 1),
        sessions.end(session.id),
        sessions.touch(session.id, NOW + 2),
      ]);
      equal(await sessions.find(session.id, user.id), null);
    }
    equal(await sessions.listOf(user.id), []);
  });

  test("ends all sessions of one user, however many there are", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const adas = Array.from({ length: 450 }, () => aSession(ada));
    await Promise.all(adas.map((session) => sessions.create(session)));
    const bobs = aSession(bob);
    await sessions.create(bobs);
    equal(await sessions.endAll(ada.id), true);
    for (const { id } of adas) equal(await sessions.find(id, ada.id), null);
    equal(await sessions.end(adas[449].id), false);
    equal(await sessions.listOf(ada.id), []);
    ok(await sessions.find(bobs.id, bob.id));
  });

  test("ends sessions of an old epoch and keeps those of the new one", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    await sessions.endAll(user.id);
    const [late, fresh] = [aSession(user), aSession(user, { epoch: 1 })];
    await sessions.create(late);
    await sessions.create(fresh);
    equal(await sessions.find(late.id, user.id), null);
    equal(await sessions.listOf(user.id), [fresh]);
    ok(await sessions.find(fresh.id, user.id));
  });

  test("ending the others keeps one session, also in a later read", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const [kept, other, bobs] = [aSession(ada), aSession(ada), aSession(bob)];
    for (const session of [kept, other, bobs]) await sessions.create(session);
    await sessions.find(other.id, ada.id);
    equal(await sessions.endOthers(ada.id, kept.id), true);
    equal(await sessions.find(other.id, ada.id), null);
    equal(await sessions.end(other.id), false);
    const found = await sessions.find(kept.id, ada.id);
    equal(found?.session, { ...kept, epoch: 1 });
    equal(await sessions.listOf(ada.id), [{ ...kept, epoch: 1 }]);
    equal(await sessions.touch(kept.id, NOW + 1), true);
    ok(await sessions.find(bobs.id, bob.id));
  });

  test("ends a session that starts while the others are ended", async ({ users, sessions }) => {
    const user = aUser();
    const [kept, late] = [aSession(user), aSession(user)];
    await users.create(user);
    await sessions.create(kept);
    await sessions.endOthers(user.id, kept.id);
    await sessions.create(late);
    equal(await sessions.find(late.id, user.id), null);
  });

  test("ending the others on behalf of an unknown session ends nothing", async ({ users, sessions }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const [adas, bobs] = [aSession(ada), aSession(bob)];
    await sessions.create(adas);
    await sessions.create(bobs);
    for (const id of [bobs.id, "nothing", "", "x".repeat(5000)]) {
      equal(await sessions.endOthers(ada.id, id), false);
    }
    equal(await sessions.endOthers("nobody", adas.id), false);
    equal(await sessions.find(adas.id, ada.id), { session: adas, user: ada });
  });

  test("one session survives when two end the others at the same time", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    const rivals = [aSession(user), aSession(user)];
    for (const session of rivals) await sessions.create(session);
    const won = await Promise.all(
      rivals.map(({ id }) => sessions.endOthers(user.id, id)),
    );
    equal(won.filter(Boolean).length, 1);
    const [left, ...more] = await sessions.listOf(user.id);
    equal(left.id, rivals[won.indexOf(true)].id);
    equal(more, []);
  });
}
