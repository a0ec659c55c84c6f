/**
 * What every store does with accounts.
 *
 * @module
 */
import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import type { User } from "./user.ts";
import {
  aSession,
  aUser,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Adding, finding, listing. */
export function usersContract(test: StoreTest): void {
  test("finds a new user by id and by address", async ({ users }) => {
    const user = aUser();
    equal(await users.create(user), true);
    equal(await users.byId(user.id), user);
    equal(await users.byAddressKey(user.addressKey), user);
  });

  test("finds no user for unknown ids and addresses", async ({ users }) => {
    const unknownIds = [
      "",
      "nobody",
      "__proto__",
      "a/b",
      "\0",
      "é",
      "x".repeat(5000),
    ];
    for (const text of [...unknownIds, "\ud800"]) {
      equal(await users.byId(text), null);
      equal(await users.byAddressKey(text), null);
    }
  });

  test("accepts exactly one of fifty concurrent sign-ups with one address", async ({ users }) => {
    const rivals = Array.from(
      { length: 50 },
      () => aUser({ addressKey: "one@example.com" }),
    );
    const won = await Promise.all(rivals.map((rival) => users.create(rival)));
    equal(won.filter(Boolean).length, 1);
    equal(
      await users.byAddressKey("one@example.com"),
      rivals[won.indexOf(true)],
    );
    for (const [index, rival] of rivals.entries()) {
      equal(await users.byId(rival.id) !== null, won[index]);
    }
  });

  test("rejects an id that is taken", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    equal(await users.create(aUser({ id: user.id })), false);
    equal(await users.byId(user.id), user);
  });

  test("rejects a user that couldn't be read back", async ({ users }) => {
    await rejects(users.create(aUser({ id: "with space" })));
    await rejects(users.create(aUser({ createdAt: NaN })));
    equal(await users.list({ limit: 10 }), { items: [] });
  });

  test("lists every user once, page by page, by id", async ({ users }) => {
    const all = Array.from({ length: 7 }, () => aUser());
    for (const user of all) await users.create(user);
    const seen: User[] = [];
    let cursor: string | undefined;
    do {
      const page = await users.list({ limit: 3, cursor });
      ok(page.items.length <= 3);
      seen.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    equal(seen, all.toSorted((a, b) => a.id < b.id ? -1 : 1));
  });

  test("gives no cursor on the last page, even when it is full", async ({ users }) => {
    for (let count = 0; count < 4; count++) await users.create(aUser());
    const first = await users.list({ limit: 2 });
    const last = await users.list({ limit: 2, cursor: first.cursor });
    equal([first.items.length, last.items.length, last.cursor], [
      2,
      2,
      undefined,
    ]);
  });
}

/** Changing, removing. */
export function userChangesContract(test: StoreTest): void {
  test("a change is visible at once and leaves other fields alone", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    equal(await users.update(user.id, { disabled: true }), {
      ...user,
      disabled: true,
    });
    const hashed = await users.update(user.id, { passwordHash: "$2b$04$new" });
    equal(hashed, { ...user, disabled: true, passwordHash: "$2b$04$new" });
    equal(await users.byAddressKey(user.addressKey), hashed);
  });

  test("changes and removes nothing for an unknown user", async ({ users, sessions }) => {
    equal(await users.update("nobody", { disabled: true }), null);
    equal(await users.rehash("nobody", "a", "b"), false);
    equal(await users.remove("nobody"), false);
    equal(await sessions.endAll("nobody"), false);
    equal(await users.byId("nobody"), null);
  });

  test("keeps concurrent changes of different fields", async ({ users, sessions }) => {
    const user = aUser();
    await users.create(user);
    await Promise.all([
      users.update(user.id, { disabled: true }),
      users.update(user.id, { passwordHash: "$2b$04$new" }),
      ...Array.from({ length: 10 }, () => sessions.endAll(user.id)),
    ]);
    const expected = {
      disabled: true,
      passwordHash: "$2b$04$new",
      sessionEpoch: 10,
    };
    equal(await users.byId(user.id), { ...user, ...expected });
  });

  test("a rehash doesn't undo a concurrent password change", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await users.update(user.id, { passwordHash: "$2b$04$changed" });
    equal(await users.rehash(user.id, user.passwordHash, "$2b$05$old"), false);
    equal((await users.byId(user.id))?.passwordHash, "$2b$04$changed");
    equal(
      await users.rehash(user.id, "$2b$04$changed", "$2b$05$changed"),
      true,
    );
    equal((await users.byId(user.id))?.passwordHash, "$2b$05$changed");
  });

  test("a password change ends every session in the same write", async ({ users, sessions }) => {
    const user = aUser();
    const [session, late] = [aSession(user), aSession(user)];
    await users.create(user);
    await sessions.create(session);
    await sessions.find(session.id, user.id);
    const changed = await users.changePassword(
      user.id,
      user.passwordHash,
      "$2b$04$new",
    );
    const expected = {
      passwordHash: "$2b$04$new",
      sessionEpoch: 1,
      credentialEpoch: 1,
    };
    equal(changed, { ...user, ...expected });
    equal(await users.byId(user.id), changed);
    await sessions.create(late);
    for (const { id } of [session, late]) {
      equal(await sessions.find(id, user.id), null);
    }
  });

  test("accepts one of two concurrent changes of a password", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const answers = await Promise.all(
      ["$2b$04$a", "$2b$04$b"].map((next) =>
        users.changePassword(user.id, user.passwordHash, next)
      ),
    );
    const [made, ...more] = answers.filter((answer) => answer !== null);
    equal(more, []);
    equal(await users.byId(user.id), made);
    equal(await users.changePassword("nobody", "a", "b"), null);
  });

  test("removing a user frees the address and ends the sessions", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    equal(await users.remove(user.id), true);
    equal(await users.remove(user.id), false);
    equal(await sessions.find(session.id, user.id), null);
    equal(await sessions.end(session.id), false);
    equal(await users.byAddressKey(user.addressKey), null);
    equal(await users.create({ ...user, id: "another" }), true);
  });
}
