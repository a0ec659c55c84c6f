import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { demoUsers, seedDemoUsers } from "./demo_users.ts";
import { logIn } from "../password/login.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { request } from "../../testing/login_request.ts";

const development = { appEnv: "development" } as const;

Deno.test("in development both demo users can log in", async () => {
  await using services = await testServices({ settings: development });
  await seedDemoUsers(services);
  equal(demoUsers.map(({ address }) => address), [
    "user1@gmail.com",
    "user2@gmail.com",
  ]);
  for (const demoUser of demoUsers) {
    ok(
      (await logIn(services, request(demoUser))).ok,
      demoUser.address,
    );
  }
});

Deno.test("seeding again changes nothing", async () => {
  await using services = await testServices({ settings: development });
  await seedDemoUsers(services);
  const before = await services.store.users.list({ limit: 10 });
  services.clock.advance(1_000);
  await seedDemoUsers(services);
  equal(await services.store.users.list({ limit: 10 }), before);
  equal(before.items.length, 2);
});

for (const appEnv of ["production", "test"] as const) {
  Deno.test(`in ${appEnv} there are none, not even in a database that was a development one`, async () => {
    await using services = await testServices({ settings: development });
    await seedDemoUsers(services);
    await seedDemoUsers({
      ...services,
      settings: { ...services.settings, appEnv },
    });
    equal(await services.store.users.list({ limit: 10 }), { items: [] });
  });
}

Deno.test("a person who signed up with a demo user's address stays in every mode", async () => {
  await using services = await testServices();
  const person = await addUser(services, demoUsers[0]);
  await seedDemoUsers(services);
  equal(await services.store.users.byId(person.id), person);
  await seedDemoUsers({
    ...services,
    settings: { ...services.settings, ...development },
  });
  equal(await services.store.users.byId(person.id), person);
});

Deno.test("a demo user who got into a live database while the app runs cannot log in", async () => {
  await using services = await testServices({ settings: development });
  await seedDemoUsers(services);
  const settings = { ...services.settings, appEnv: "production" } as const;
  for (const demoUser of demoUsers) {
    equal(
      await logIn({ ...services, settings }, request(demoUser)),
      { ok: false, reason: "wrong" },
    );
  }
});
