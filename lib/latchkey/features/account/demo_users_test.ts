import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { demoUsers, seedDemoUsers } from "./demo_users.ts";
import { logIn } from "../password/login.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { request } from "../../testing/login_request.ts";

const development = { appEnv: "development" } as const;

Deno.test("both demo users can log in during development", async () => {
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
  Deno.test(`removes demo users in ${appEnv}, even from a former development database`, async () => {
    await using services = await testServices({ settings: development });
    await seedDemoUsers(services);
    await seedDemoUsers({
      ...services,
      settings: { ...services.settings, appEnv },
    });
    equal(await services.store.users.list({ limit: 10 }), { items: [] });
  });
}

Deno.test("keeps a user who signed up with a demo user's address in every mode", async () => {
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

Deno.test("rejects a demo user added to a production database while the app runs", async () => {
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
