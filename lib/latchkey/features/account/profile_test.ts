import assert from "node:assert/strict";
import { exportAccount } from "../export/export.ts";
import { check } from "../../forms/form.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { nameForm } from "./name_form.ts";
import { asClaimed, changeProfile } from "./profile.ts";
import { newUser } from "./new_user.ts";
import { addUser, testServices } from "../../testing/services.ts";

Deno.test("stores and exports a profile with the account and clears it when the account is claimed", async () => {
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

const profileFields = { company: { maxLength: 5 } };
const NOTICE_CLIENT = {
  userAgent: "Firefox",
  clientAddress: "192.0.2.1",
  deviceCookie: null,
  requestId: "r",
};

/** Ada, who may enter her employer, and the kinds of her account's events. */
async function ada() {
  const services = await testServices({
    site: { ...TEST_SITE, profileFields },
  });
  const { id } = await addUser(services, { name: "Ada" });
  return {
    services,
    id,
    user: () => services.store.users.byId(id),
    change: (name: string, profile: Readonly<Record<string, string>>) =>
      changeProfile(services, { id }, { name, profile }, NOTICE_CLIENT),
    async kinds() {
      const { activity } = services.store;
      const { items } = await activity.listOf(id, { limit: 9 });
      return items.map(({ kind }) => kind).toSorted();
    },
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

Deno.test("the name form also validates the site's profile fields", () => {
  const form = nameForm(profileFields);
  const checked = check(form, { name: " Ada ", profile_company: "Babbage" });
  assert.deepEqual(!checked.ok && checked.problems, {
    profile_company: "fieldTooLong",
  });
  assert.ok(check(form, { name: " Ada ", profile_company: " Acme " }).ok);
});

Deno.test("sets, changes and removes a profile and records each change", async () => {
  await using context = await ada();
  await context.change("Ada", { company: "Acme" });
  assert.deepEqual((await context.user())?.profile, { company: "Acme" });
  await context.change("Ada", {});
  assert.equal((await context.user())?.profile, undefined);
  assert.deepEqual(await context.kinds(), [
    "profile_changed",
    "profile_changed",
  ]);
});

Deno.test("records name and profile changes separately, and only real changes", async () => {
  await using context = await ada();
  await context.change("Ada", {});
  assert.deepEqual(await context.kinds(), []);
  await context.change("Countess", { company: "Acme" });
  await context.change("Countess", { company: "Acme" });
  assert.deepEqual(await context.kinds(), ["name_changed", "profile_changed"]);
});

Deno.test("keeps a value that the site no longer asks for", async () => {
  await using context = await ada();
  const { users } = context.services.store;
  await users.update(context.id, { profile: { city: "Turin" } });
  await context.change("Ada", { company: "Acme" });
  const profile = { city: "Turin", company: "Acme" };
  assert.deepEqual((await context.user())?.profile, profile);
});
