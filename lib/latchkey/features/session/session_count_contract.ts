/**
 * What every store does when it counts sessions.
 *
 * @module
 */
import { deepStrictEqual as equal } from "node:assert/strict";
import {
  aSession,
  aUser,
  NOW,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Number of live sessions. */
export function sessionCountContract(test: StoreTest): void {
  test("counts sessions while they are live", async ({ users, sessions }) => {
    equal(await sessions.count(), 0);
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const theirs = [aSession(ada), aSession(ada), aSession(bob)];
    for (const session of theirs) await sessions.create(session);
    equal(await sessions.count(), 3);
    await sessions.end(theirs[0].id);
    equal(await sessions.count(), 2);
    await sessions.endAll(bob.id);
    equal(await sessions.count(), 1);
  });

  test("counts only newer sessions after everyone was logged out", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    await sessions.create(aSession(user));
    await sessions.endEveryone(NOW);
    equal(await sessions.count(), 0);
    const later = { ...aSession(user), createdAt: NOW + 1 };
    await sessions.create(later);
    equal(await sessions.count(), 1);
  });
}
