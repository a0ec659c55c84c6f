/**
 * What every store does when addresses are restored.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  anAddressChange,
  aSession,
  aUser,
  NOW,
  type StoreTest,
  WEEK,
} from "../../testing/database/fixtures.ts";

/** Restoring an address. */
export function addressRestoredContract(test: StoreTest): void {
  test("restores an address, frees the later ones and ends their reservations", async ({ users, sessions }) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const from = index === 0
        ? user.addressKey
        : `${"_ab"[index]}@example.com`;
      const change = anAddressChange(user, name, {
        from,
        verifiedAt: NOW + index,
      });
      equal(await users.changeAddress(user.id, change), "changed");
    }
    await sessions.find(session.id, user.id);
    const restored = await users.restoreAddress(
      user.id,
      "a@example.com",
      { passwordHash: "" },
      NOW + 2,
    );
    const expected = {
      ...user,
      address: "a@Example.com",
      addressKey: "a@example.com",
      verifiedAt: NOW + 2,
      passwordHash: "",
      formerAddresses: [{
        address: user.address,
        addressKey: user.addressKey,
        keptUntil: NOW + WEEK,
      }],
      sessionEpoch: 1,
      credentialEpoch: 1,
    };
    equal(restored, expected);
    equal(await users.byAddressKey("a@example.com"), expected);
    equal(await sessions.find(session.id, user.id), null);
    for (const name of ["b", "c"]) {
      const addressKey = `${name}@example.com`;
      equal(await users.byFormerAddressKey(addressKey, NOW + 2), null);
      equal(await users.create(aUser({ addressKey })), true);
    }
    equal(await users.create(aUser({ addressKey: user.addressKey })), false);
  });

  test("restores only a former address, until its reservation expires", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await users.changeAddress(user.id, anAddressChange(user, "new"));
    const before = await users.byId(user.id);
    const restore = (addressKey: string, now: number, id = user.id) =>
      users.restoreAddress(id, addressKey, { disabled: true }, now);
    equal(await restore(user.addressKey, NOW + WEEK), null);
    equal(await restore("new@example.com", NOW), null);
    equal(await restore("else@example.com", NOW), null);
    equal(await restore(user.addressKey, NOW, "nobody"), null);
    equal(await users.byId(user.id), before);
    ok(await restore(user.addressKey, NOW + WEEK - 1));
    equal(await restore(user.addressKey, NOW + WEEK - 1), null);
  });

  test("keeps the undo link to an older address valid two days longer than to a newer one", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await users.changeAddress(user.id, anAddressChange(user, "a"));
    const from = { addressKey: "a@example.com" };
    const later = anAddressChange(from, "b", { verifiedAt: NOW + WEEK / 7 });
    equal(await users.changeAddress(user.id, later), "changed");
    const kept = (await users.byId(user.id))?.formerAddresses;
    equal(kept?.map(({ keptUntil }) => keptUntil), [
      NOW + WEEK,
      NOW + WEEK * 5 / 7,
    ]);
    const last = anAddressChange({ addressKey: "b@example.com" }, "c", {
      verifiedAt: NOW + WEEK * 5 / 7,
    });
    equal(await users.changeAddress(user.id, last), "changed");
    const former = (await users.byId(user.id))?.formerAddresses;
    equal(former?.map(({ addressKey }) => addressKey), [user.addressKey]);
    for (const name of ["a", "b"]) {
      const addressKey = `${name}@example.com`;
      equal(await users.create(aUser({ addressKey })), true);
    }
  });

  test("releases later addresses when an account returns to a former one", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const { addressKey } = user;
    const move = (from: string, name: string, change = {}) =>
      users.changeAddress(
        user.id,
        anAddressChange({ addressKey: from }, name, change),
      );
    equal(await move(addressKey, "a"), "changed");
    equal(await move("a@example.com", "b"), "changed");
    const home = { address: user.address, addressKey };
    equal(await move("b@example.com", "", home), "changed");
    equal(await users.byId(user.id), user);
    for (const name of ["a", "b"]) {
      const free = aUser({ addressKey: `${name}@example.com` });
      equal(await users.create(free), true);
    }
  });

  test("restores an address once when two requests arrive at the same time", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await users.changeAddress(user.id, anAddressChange(user, "new"));
    const restored = await Promise.all(
      [1, 2].map(() => users.restoreAddress(user.id, user.addressKey, {}, NOW)),
    );
    equal(restored.filter((answer) => answer !== null).length, 1);
    equal((await users.byId(user.id))?.sessionEpoch, 1);
  });
}
