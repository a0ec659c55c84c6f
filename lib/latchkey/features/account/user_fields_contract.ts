/**
 * What every store does when fields of accounts change.
 *
 * @module
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import {
  aSession,
  aUser,
  HOUR,
  NOW,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Changing fields, securing an account. */
export function userFieldsContract(test: StoreTest): void {
  test("changes every changeable field, and sets nullable ones to null", async ({ users }) => {
    const user = aUser({ verifiedAt: null });
    await users.create(user);
    const change = {
      name: "Ada Lovelace",
      language: "de",
      passwordHash: "",
      roles: ["admin"],
      verifiedAt: NOW + 1,
      disabled: true,
      deleteAfter: NOW + HOUR,
    } as const;
    equal(await users.update(user.id, change), { ...user, ...change });
    equal(await users.update(user.id, {}), { ...user, ...change });
    const nothing = {
      name: "",
      language: null,
      roles: [],
      verifiedAt: null,
      deleteAfter: null,
    };
    const changed = await users.update(user.id, nothing);
    equal(changed, { ...user, ...change, ...nothing });
    equal(await users.byId(user.id), changed);
  });

  test("stores another system's hash and rejects an over-long one", async ({ users }) => {
    const user = aUser({ passwordHash: "$6$".padEnd(300, "x") });
    equal(await users.create(user), true);
    const long = { passwordHash: "x".repeat(301) };
    await rejects(users.update(user.id, long));
    await rejects(users.secure(user.id, long));
    await rejects(users.update(user.id, { name: "x".repeat(201) }));
    equal(await users.byId(user.id), user);
  });

  test("reports slow hashes until the last one is gone", async ({ users }) => {
    const slow = [
      "$6$rounds=656000$salt$digest",
      "pbkdf2_sha256$600000$salt$digest",
      "$2y$13$costly",
      "$bcrypt-sha256$v=2,t=2b,r=13$costly",
    ].map((passwordHash) => aUser({ passwordHash }));
    for (
      const passwordHash of [
        "",
        "$2b$12$ours",
        "$2a$04$cheap",
        "$bcrypt-sha256$v=2,t=2b,r=12$ours",
        "$bcrypt-sha256$v=2,t=2b,r=4$cheap",
      ]
    ) {
      await users.create(aUser({ passwordHash }));
    }
    equal(await users.holdsSlowHashes(), false);
    for (const user of slow) await users.create(user);
    const [renewed, replaced, removed, marked] = slow;
    await users.update(renewed.id, { name: "keeps the hash" });
    const { id, passwordHash } = renewed;
    await users.rehash(id, passwordHash, "$2b$12$ours");
    await users.remove(removed.id);
    equal(await users.holdsSlowHashes(), true);
    await users.secure(replaced.id, { passwordHash: "" });
    equal(await users.holdsSlowHashes(), true);
    await users.remove(marked.id);
    equal(await users.holdsSlowHashes(), false);
  });

  test("securing an account ends its sessions and, with a new hash, forgets every browser", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    await sessions.find(session.id, user.id);
    const disabled = await users.secure(user.id, { disabled: true });
    equal(disabled, { ...user, disabled: true, sessionEpoch: 1 });
    equal(await sessions.find(session.id, user.id), null);
    equal(await sessions.end(session.id), false);
    const locked = await users.secure(user.id, { passwordHash: "" });
    equal(locked, {
      ...user,
      disabled: true,
      passwordHash: "",
      sessionEpoch: 2,
      credentialEpoch: 1,
    });
    equal(await users.byId(user.id), locked);
    equal(await users.secure("nobody", {}), null);
  });

  test("ends a session that starts while the account is secured", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    const late = aSession(user);
    await Promise.all([
      users.secure(user.id, {}),
      sessions.create(late),
    ]);
    equal(await sessions.find(late.id, user.id), null);
  });

  test("counts ten concurrent calls ten times", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await Promise.all(Array.from(
      { length: 10 },
      () => users.secure(user.id, { passwordHash: "" }),
    ));
    const secured = await users.byId(user.id);
    equal([secured?.sessionEpoch, secured?.credentialEpoch], [10, 10]);
  });
}

/** Waiting for deletion. */
export function deletionContract(test: StoreTest): void {
  test("lists users due for deletion, oldest first", async ({ users }) => {
    const times = [5, 3, 9, null, 7];
    const all = times.map((hours) =>
      aUser({ deleteAfter: hours === null ? null : NOW + hours * HOUR })
    );
    for (const user of all) await users.create(user);
    const [five, three, nine, , seven] = all.map(({ id }) => id);
    equal(await users.dueForDeletion(NOW + 3 * HOUR - 1, 10), []);
    equal(await users.dueForDeletion(NOW + 3 * HOUR, 10), [three]);
    equal(await users.dueForDeletion(NOW + 99 * HOUR, 10), [
      three,
      five,
      seven,
      nine,
    ]);
    equal(await users.dueForDeletion(NOW + 99 * HOUR, 2), [three, five]);
  });

  test("lists unconfirmed users by age and removes them unless something keeps them", async ({ users }) => {
    const waiting = { verifiedAt: null };
    const ages = [3, 1, 2, 2, 2, 9];
    const all = ages.map((hours) =>
      aUser({ ...waiting, createdAt: NOW - hours * HOUR })
    );
    const kept = [
      aUser({ createdAt: NOW - 2 * HOUR }),
      aUser({ ...waiting, createdAt: NOW - 2 * HOUR, roles: ["admin"] }),
      aUser({ ...waiting, createdAt: NOW - 2 * HOUR, disabled: true }),
      aUser({ ...waiting, createdAt: NOW - 2 * HOUR, deleteAfter: NOW + 1 }),
      aUser({ ...waiting, createdAt: NOW - 2 * HOUR, importedAt: NOW - HOUR }),
    ];
    for (const user of [...all, ...kept]) await users.create(user);
    const [three, , ...rest] = all.map(({ id }) => id);
    const [twos, nine] = [rest.slice(0, 3), rest[3]];
    const until = NOW - 2 * HOUR;
    const listed = async () => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await users.unconfirmed(until, { cursor, limit: 2 });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return ids;
    };
    equal(await listed(), [nine, three, ...twos.toSorted()]);
    for (const { id } of kept) {
      equal(await users.expireUnconfirmed(id, NOW), false);
    }
    equal(await users.expireUnconfirmed("nobody", NOW), false);
    equal(await users.expireUnconfirmed(three, NOW), true);
    equal(await users.expireUnconfirmed(three, NOW), false);
    equal(await users.dueForDeletion(NOW, 9), [three]);
    await users.update(twos[0], { verifiedAt: NOW });
    equal(await users.expireUnconfirmed(twos[0], NOW), false);
    equal(await users.remove(three), true);
    equal(await listed(), [nine, ...twos.slice(1).toSorted()]);
  });

  test("a cancelled deletion is not due, and a removed user isn't due again", async ({ users }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    await users.update(ada.id, { deleteAfter: NOW });
    await users.update(bob.id, { deleteAfter: NOW });
    await users.update(ada.id, { name: "still due" });
    await users.update(ada.id, { deleteAfter: NOW + HOUR });
    equal(await users.dueForDeletion(NOW, 10), [bob.id]);
    equal(await users.dueForDeletion(NOW + HOUR, 10), [bob.id, ada.id]);
    await users.secure(ada.id, { deleteAfter: null });
    await users.remove(bob.id);
    equal(await users.dueForDeletion(NOW + HOUR, 10), []);
  });

  test("ending sessions keeps a pending deletion", async ({ users, sessions }) => {
    const user = aUser({ deleteAfter: NOW });
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    await sessions.endOthers(user.id, session.id);
    await sessions.endAll(user.id);
    await users.changePassword(user.id, user.passwordHash, "$2b$04$new");
    equal(await users.dueForDeletion(NOW, 10), [user.id]);
  });
}
