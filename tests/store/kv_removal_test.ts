import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { kvStore, openKv } from "../../lib/store/kv.ts";
import type { Store, User } from "../../lib/store/store.ts";
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
} from "./fixtures.ts";

/** Everything in a database as one text. */
async function dump(kv: Deno.Kv): Promise<string> {
  const lines: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    lines.push(JSON.stringify([key, value]));
  }
  return lines.join("\n");
}

/** Does to a user whatever leaves a trace, as often as given. */
async function live(store: Store, user: User, times: number): Promise<void> {
  const { id: userId, id: subject } = user;
  await store.users.create(user);
  let { addressKey: from } = user;
  for (const [index, name] of ["second", "third", "fourth"].entries()) {
    // So that the keeping of the first address is over at the last change.
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

Deno.test("a removed user leaves nothing in the database, and others all they had", async () => {
  const kv = await openKv(":memory:");
  const store = kvStore(kv);
  const [ada, bob] = [aUser(), aUser()];
  await live(store, bob, 3);
  const before = await dump(kv);
  await live(store, ada, 450);
  ok((await dump(kv)).includes(ada.address));
  equal(await store.users.remove(ada.id), true);
  const after = await dump(kv);
  for (const trace of [ada.id, ada.address, ada.addressKey]) {
    equal(after.includes(trace), false);
  }
  equal(after, before);
  equal(await store.users.create(aUser({ addressKey: ada.addressKey })), true);
  await store.close();
});

Deno.test("a removal that was cut short is due again and then leaves nothing", async () => {
  const kv = await openKv(":memory:");
  const store = kvStore(kv);
  const ada = aUser();
  await live(store, ada, 5);
  await cutShort(store, kv, ada.id);
  equal(await store.users.byId(ada.id), null);
  match(await dump(kv), new RegExp(ada.id));
  equal(await store.users.dueForDeletion(NOW, 5), [ada.id]);
  equal(await store.users.remove(ada.id), false);
  equal(await store.users.dueForDeletion(NOW, 5), []);
  equal((await dump(kv)).includes(ada.id), false);
  await store.close();
});

/** Removes a user from a database that goes away after the first write. */
async function cutShort(store: Store, kv: Deno.Kv, id: string): Promise<void> {
  const list = kv.list;
  kv.list = () => {
    throw new Error("gone");
  };
  const outcome = await store.users.remove(id).catch(({ message }) => message);
  kv.list = list;
  equal(outcome, "gone");
}

Deno.test("an entry of the deletion index that its user does not bear out deletes nobody", async () => {
  const kv = await openKv(":memory:");
  const { users, close } = kvStore(kv);
  const [kept, later, due] = [
    aUser(),
    aUser({ deleteAfter: NOW + HOUR }),
    aUser({ deleteAfter: NOW }),
  ];
  for (const user of [kept, later, due]) {
    await users.create(user);
    await kv.set(["users_to_delete", 0, user.id], true);
    await kv.set(["users_to_delete", 5, user.id], true);
  }
  await kv.set(["users_to_delete", 5, "nobody"], true);
  await kv.set(["users_to_delete", "soon", kept.id], true);
  equal(await users.dueForDeletion(NOW, 5), [due.id]);
  await close();
});
