import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { rememberDevice } from "../session/known_devices.ts";
import { logIn } from "./login.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { request } from "../../testing/login_request.ts";

const DAY = 24 * 60 * 60 * 1000;

Deno.test("limits how many failed logins are recorded for an account over weeks of guessing", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const guess = (deviceCookie: string | null = null) =>
    logIn(services, request({ password: "a guess", deviceCookie }));
  const failures = async () => {
    const { items } = await services.store.activity
      .listOf(user.id, { limit: 500 });
    return items.filter(({ kind }) => kind === "login_failed").length;
  };
  for (let attempt = 0; attempt < 10; attempt++) await guess();
  equal(await failures(), 10);
  for (let attempt = 0; attempt < 7 * 48; attempt++) {
    services.clock.advance(DAY / 48);
    const { ok: isIn } = await guess();
    ok(!isIn);
  }
  equal(await failures(), 10 + 7 * 6);

  const device = await rememberDevice(services, null, user);
  await guess(device);
  equal(await failures(), 10 + 7 * 6 + 1, "the owner's own are recorded");
});
