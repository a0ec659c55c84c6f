import assert from "node:assert/strict";
import { exportAccount } from "../export/export.ts";
import { asClaimed } from "./profile.ts";
import { newUser } from "./new_user.ts";
import { testServices } from "../../testing/services.ts";

Deno.test("a profile is kept and exported with the account, and goes when the account is claimed", async () => {
  await using services = await testServices();
  const { users } = services.store;
  const profile = { company: "Babbage & Söhne" };
  const user = newUser(services, {
    address: "ada@example.com",
    passwordHash: "",
    profile,
  });
  assert.ok(await users.create(user));
  assert.deepEqual(await users.byId(user.id), user);
  const exported = await exportAccount(services, user.id);
  assert.deepEqual(exported?.account.profile, profile);

  await users.update(user.id, asClaimed("de"));
  assert.equal((await users.byId(user.id))?.profile, undefined);
});
