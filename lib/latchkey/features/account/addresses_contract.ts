/**
 * What every store does with addresses that change.
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
  test("a changed address finds its user, the old one finds nobody and is kept", async ({ users }) => {
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

  test("an address that somebody has, or had until lately, is taken", async ({ users }) => {
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

  test("an address whose keeping is over can be another account's next one", async ({ users }) => {
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
    // Who had it has no claim to it any more, also when they go.
    equal(
      await users.restoreAddress(bob.id, bob.addressKey, {}, NOW + WEEK - 1),
      null,
    );
    await users.remove(bob.id);
    equal((await users.byAddressKey(bob.addressKey))?.id, ada.id);
  });

  test("an address that is not to be kept is free at once", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const change = anAddressChange(user, "new", { keepFormerUntil: null });
    equal(await users.changeAddress(user.id, change), "changed");
    equal((await users.byId(user.id))?.formerAddresses, []);
    equal(await users.create(aUser({ addressKey: user.addressKey })), true);
  });

  test("an account goes back to an address of its own", async ({ users }) => {
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

  test("another spelling of the same address leaves no former one", async ({ users }) => {
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

  test("an account that is gone, or has another address by now, is left as it is", async ({ users }) => {
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

  test("an account whose password was replaced since keeps its address", async ({ users }) => {
    const user = aUser();
    await users.create(user);
    const change = anAddressChange(user, "new");
    const secured = await users.secure(user.id, { passwordHash: "" });
    equal(await users.changeAddress(user.id, change), "gone");
    equal(await users.byId(user.id), secured);
    equal(await users.byAddressKey("new@example.com"), null);
  });

  test("of twenty accounts that want one address at once, one gets it", async ({ users }) => {
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

  test("who changes the address again and again cannot push out the one its owner had", async ({ users }) => {
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
