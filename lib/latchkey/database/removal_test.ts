import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { Store } from "../store.ts";
import type { User } from "../features/account/user.ts";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
  WEEK,
} from "../testing/database/fixtures.ts";
import { dump } from "../testing/database/in_memory.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";

/** Does everything to a user that leaves data, a given number of times. */
async function live(store: Store, user: User, times: number): Promise<void> {
  const { id: userId, id: subject } = user;
  await store.users.create(user);
  let { addressKey: from } = user;
  for (const [index, name] of ["second", "third", "fourth"].entries()) {
    // So that the first address is no longer reserved at the last change.
    const verifiedAt = NOW + index * WEEK / 2;
    const address = name + user.id;
    const change = anAddressChange({ addressKey: from }, address, {
      verifiedAt,
    });
    equal(await store.users.changeAddress(userId, change), "changed");
    from = change.addressKey;
  }
  for (const deleteAfter of [NOW + HOUR, NOW + WEEK]) {
    await store.users.update(userId, { deleteAfter });
  }
  for (let time = 0; time < times; time++) {
    const scope = `scope${time % 7}`;
    await store.sessions.create(aSession(user));
    await store.activity.add(anActivity({ userId, at: NOW + time }));
    await store.oneTimeTokens.create(aToken({ subject, scope }));
    await store.oneTimeCodes.create(aCode({ subject, scope }));
    const data = { address: user.address };
    const dueAt = time % 2 ? null : NOW;
    await store.mailQueue.add(aMail({ userId, data, dueAt }));
  }
  const used = aToken({ subject });
  await store.oneTimeTokens.create(used);
  await store.oneTimeTokens.consume(used.hash);
  await store.oneTimeCodes.try(subject, "nothing", [], NOW);
  await store.mailQueue.claim(NOW, NOW + HOUR);
}

onEachDatabase(
  "a removed user leaves nothing in the database, and other users keep everything",
  async ({ open }) => {
    const { database, store } = await open();
    const [ada, bob] = [aUser(), aUser()];
    await live(store, bob, 3);
    const before = await dump(database);
    await live(store, ada, 150);
    ok((await dump(database)).includes(ada.address));
    equal(await store.users.remove(ada.id), true);
    const after = await dump(database);
    for (const trace of [ada.id, ada.address, ada.addressKey]) {
      equal(after.includes(trace), false);
    }
    equal(after, before);
    equal(
      await store.users.create(aUser({ addressKey: ada.addressKey })),
      true,
    );
  },
);

onEachDatabase(
  "ending all sessions deletes their rows",
  async ({ open, edit }) => {
    const { users, sessions } = (await open()).store;
    const user = aUser();
    await users.create(user);
    for (let count = 0; count < 5; count++) {
      await sessions.create(
        aSession(user),
      );
    }
    const fresh = aSession(user, { epoch: 1 });
    await sessions.create(fresh);
    await sessions.endAll(user.id);
    const left = await edit<{ id: string }>("select id from sessions");
    equal(left.map(({ id }) => id), [fresh.id]);
  },
);
