import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { ACTIVITY_SECONDS, recordActivity } from "./activity.ts";
import type { Activity } from "./records.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { clientInfo } from "../../testing/login_request.ts";

Deno.test("keeps an event for its owner with the device and a shortened client address", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  await recordActivity(services, user, "logged_in", clientInfo());
  services.clock.advance(1000);
  await recordActivity(services, user, "role_granted", null, "admin");
  const { items } = await services.store.activity.listOf(user.id, { limit: 9 });
  const events = items.map(({ id: _id, ...rest }) => rest);
  const at = services.now();
  equal(events, [
    {
      userId: user.id,
      at,
      kind: "role_granted",
      userAgent: "",
      client: "",
      detail: "admin",
      expiresAt: at + ACTIVITY_SECONDS * 1000,
    },
    {
      userId: user.id,
      at: at - 1000,
      kind: "logged_in",
      userAgent: "Firefox",
      client: "192.0.2.x",
      detail: "",
      expiresAt: at - 1000 + ACTIVITY_SECONDS * 1000,
    },
  ]);
});

Deno.test("writes an event without an account too and deletes it after a second", async () => {
  await using services = await testServices();
  const written: Activity[] = [];
  const { activity } = services.store;
  const store = {
    ...services.store,
    activity: {
      ...activity,
      async add(row: Activity) {
        written.push(row);
        await activity.add(row);
      },
    },
  };
  const user = await addUser(services);
  for (const who of [user, null]) {
    await recordActivity(
      { ...services, store },
      who,
      "login_failed",
      clientInfo(),
    );
  }
  const [real, nobodys] = written;
  equal(
    { ...nobodys, id: "", userId: "", expiresAt: 0 },
    { ...real, id: "", userId: "", expiresAt: 0 },
  );
  equal(nobodys.userId.length, real.userId.length);
  equal(nobodys.expiresAt, services.now() + 1000);
  ok(nobodys.userId !== real.userId);
});
