/**
 * What every store does when addresses change.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  anAddressChange,
  aUser,
  NOW,
  type StoreTest,
  WEEK,
} from "../../testing/database/fixtures.ts";

/** Changing an address. */
export function addressChangesContract(test: StoreTest): void {
  test("finds a user by the new address and reserves the old one", async ({ users }) => {
    const user = aUser({ verifiedAt: null });
    await users.create(user);
    equal(
      await users.changeAddress(user.id, anAddressChange(user, "New")),
      "changed",
    );
    const changed = {
      ...user,
      address: "New@Example.com",
      addressKey: "new@example.com",
      verifiedAt: NOW,
      formerAddresses: [{
        address: user.address,
        addressKey: user.addressKey,
        keptUntil: NOW + WEEK,
      }],
    };
    equal(await users.byId(user.id), changed);
    equal(await users.byAddressKey("new@example.com"), changed);
    equal(await users.byFormerAddressKey("new@example.com", NOW), null);
    equal(await users.byAddressKey(user.addressKey), null);
    const find = (now: number) =>
      users.byFormerAddressKey(user.addressKey, now);
    equal(await find(NOW + WEEK - 1), changed);
    equal(await find(NOW + WEEK), null);
  });

  test("rejects an address that is in use or still reserved", async ({ users }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    const toBobs = { address: bob.address, addressKey: bob.addressKey };
    const change = anAddressChange(ada, "x", toBobs);
    equal(await users.changeAddress(ada.id, change), "taken");
    await users.changeAddress(bob.id, anAddressChange(bob, "new"));
    equal(await users.changeAddress(ada.id, change), "taken");
    const [early, late] = [NOW + WEEK - 1, NOW + WEEK];
    equal(await users.create(aUser({ ...toBobs, createdAt: early })), false);
    const ada2 = { ...change, verifiedAt: early };
    equal(await users.changeAddress(ada.id, ada2), "taken");
    equal(await users.byId(ada.id), ada);
    const newcomer = aUser({ ...toBobs, createdAt: late });
    equal(await users.create(newcomer), true);
    equal(await users.byAddressKey(bob.addressKey), newcomer);
    equal(await users.byFormerAddressKey(bob.addressKey, NOW), null);
  });

  test("frees a reserved address once its reservation has expired", async ({ users }) => {
    const [ada, bob] = [aUser(), aUser()];
    await users.create(ada);
    await users.create(bob);
    await users.changeAddress(bob.id, anAddressChange(bob, "new"));
    const toBobs = anAddressChange(ada, "x", {
      addressKey: bob.addressKey,
      verifiedAt: NOW + WEEK,
    });
    equal(await users.changeAddress(ada.id, toBobs), "changed");
    equal((await users.byAddressKey(bob.addressKey))?.id, ada.id);
    // The previous owner has no claim to it any more, not even on removal.
    equal(
      await users.restoreAddress(bob.id, bob.addressKey, {}, NOW + WEEK - 1),
      null,
    );
    await users.remove(bob.id);
    equal((await users.byAddressKey(bob.addressKey))?.id, ada.id);
  });

  test("frees an address at once when it isn't to be reserved", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const change = anAddressChange(user, "new", { keepFormerUntil: null });
    equal(await users.changeAddress(user.id, change), "changed");
    equal((await users.byId(user.id))?.formerAddresses, []);
    equal(await users.create(aUser({ addressKey: user.addressKey })), true);
  });

  test("lets an account return to its own reserved address", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    await users.changeAddress(user.id, anAddressChange(user, "new"));
    const back = anAddressChange({ addressKey: "new@example.com" }, "x", {
      address: user.address,
      addressKey: user.addressKey,
      verifiedAt: NOW + 1,
    });
    equal(await users.changeAddress(user.id, back), "changed");
    const changed = await users.byAddressKey(user.addressKey);
    equal(changed?.formerAddresses, []);
    equal(await users.byFormerAddressKey("new@example.com", NOW + 1), null);
    equal(await users.byFormerAddressKey(user.addressKey, NOW + 1), null);
  });

  test("reserves nothing for another spelling of the same address", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const { addressKey } = user;
    const change = anAddressChange(user, "x", {
      address: "ADA@example.com",
      addressKey,
    });
    equal(await users.changeAddress(user.id, change), "changed");
    const changed = { ...user, address: "ADA@example.com" };
    equal(await users.byAddressKey(addressKey), changed);
  });

  test("changes nothing for a removed account or one with another address", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const change = anAddressChange({ addressKey: "old@example.com" }, "new");
    equal(await users.changeAddress(user.id, change), "gone");
    equal(
      await users.changeAddress("nobody", anAddressChange(user, "new")),
      "gone",
    );
    equal(await users.byId(user.id), user);
    equal(await users.byAddressKey("new@example.com"), null);
  });

  test("keeps the address when the password was replaced in the meantime", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const change = anAddressChange(user, "new");
    const secured = await users.secure(user.id, { passwordHash: "" });
    equal(await users.changeAddress(user.id, change), "gone");
    equal(await users.byId(user.id), secured);
    equal(await users.byAddressKey("new@example.com"), null);
  });

  test("gives an address to one of twenty accounts that request it at the same time", async ({ users }) => {
    const rivals = Array.from({ length: 20 }, () => aUser());
    for (const rival of rivals) await users.create(rival);
    const answers = await Promise.all([
      ...rivals.map((rival) =>
        users.changeAddress(rival.id, anAddressChange(rival, "one"))
      ),
      users.create(aUser({ addressKey: "one@example.com" })),
    ]);
    const won = answers.filter((answer) =>
      answer === "changed" || answer === true
    );
    equal(won.length, 1);
    ok(await users.byAddressKey("one@example.com"));
  });

  test("keeps the owner's first address reserved, however often the address changes", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    let { addressKey } = user;
    for (let turn = 0; turn < 30; turn++) {
      const change = anAddressChange({ addressKey }, `turn${turn}`);
      equal(await users.changeAddress(user.id, change), "changed");
      ({ addressKey } = change);
    }
    const restored = await users.restoreAddress(
      user.id,
      user.addressKey,
      {},
      NOW,
    );
    equal(restored, { ...user, sessionEpoch: 1 });
    for (let turn = 0; turn < 30; turn++) {
      const addressKey = `turn${turn}@example.com`;
      equal(await users.create(aUser({ addressKey })), true);
    }
  });
}
