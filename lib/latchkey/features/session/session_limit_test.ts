/** Limits on the number of sessions per account. */
import { deepStrictEqual as equal } from "node:assert/strict";
import { MAX_SESSIONS, startSession } from "./sessions.ts";
import { addUser, testServices } from "../../testing/services.ts";

Deno.test("ends the oldest session when an account logs in too often", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const ids: string[] = [];
  for (let count = 0; count < MAX_SESSIONS + 3; count++) {
    services.clock.advance(1000);
    const { session } = await startSession(services, user, {
      remembered: true,
      userAgent: null,
      provedAt: 0,
    });
    ids.push(session.id);
  }
  const live = await services.store.sessions.listOf(user.id);
  equal(live.map(({ id }) => id), ids.slice(3).reverse());
});

Deno.test("programs and browsers don't end each other's sessions", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const start = async (carrier: "bearer" | "cookie") => {
    services.clock.advance(1);
    const { session } = await startSession(services, user, {
      remembered: carrier === "cookie",
      userAgent: null,
      provedAt: 0,
      carrier,
    });
    return session.id;
  };
  const live = async () =>
    (await services.store.sessions.listOf(user.id)).map(({ id }) => id);
  const browser = await start("cookie");
  const programs: string[] = [];
  for (let count = 0; count < MAX_SESSIONS + 1; count++) {
    programs.push(await start("bearer"));
  }
  equal(await live(), [...programs.slice(1).reverse(), browser]);
  for (let count = 0; count < MAX_SESSIONS; count++) await start("cookie");
  const now = await live();
  equal(now.length, 2 * MAX_SESSIONS);
  equal(now.includes(programs.at(-1)!), true);
  equal(now.includes(browser), false);
});
