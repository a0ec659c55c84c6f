/** An attacker can't lock the owner out. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { changePassword } from "./change_password.ts";
import { logIn } from "./login.ts";
import {
  ACCOUNT_LIMIT,
  DEVICE_LIMIT,
  verifyCurrentPassword,
} from "./verify_password.ts";
import {
  addUser,
  PASSWORD,
  type TestServices,
  testServices,
} from "../../testing/services.ts";
import {
  clientInfo,
  request,
  type RequestChange,
} from "../../testing/login_request.ts";

/** The cookie of a browser that logged in. */
async function cookieOf(services: TestServices, change: RequestChange = {}) {
  const result = await logIn(services, request(change));
  ok(result.ok && result.is === "logged_in");
  return result.deviceCookie;
}

/**
 * Counts the answers to a number of wrong passwords from different addresses,
 * eight at a time.
 */
async function attack(
  services: TestServices,
  times: number,
  change: RequestChange = {},
) {
  const answers = { in: 0, wrong: 0, limited: 0, busy: 0 };
  const guess = async (number: number) => {
    const result = await logIn(
      services,
      request({
        password: `guess ${number}`,
        clientAddress: `198.51.${number >> 8}.${number & 255}`,
        ...change,
      }),
    );
    answers[result.ok ? "in" : result.reason]++;
  };
  for (let first = 0; first < times; first += 8) {
    const length = Math.min(8, times - first);
    await Promise.all(
      Array.from({ length }, (_, next) => guess(first + next)),
    );
  }
  return answers;
}

Deno.test("the owner's known browser logs in after hundreds of wrong attempts from everywhere", async () => {
  await using services = await testServices();
  await addUser(services);
  const deviceCookie = await cookieOf(services);
  equal(await attack(services, 300), {
    in: 0,
    wrong: ACCOUNT_LIMIT.burst,
    limited: 300 - ACCOUNT_LIMIT.burst,
    busy: 0,
  });
  const stranger = await logIn(
    services,
    request({ clientAddress: "203.0.113.9" }),
  );
  equal(!stranger.ok && stranger.reason, "limited");
  ok((await logIn(services, request({ deviceCookie }))).ok);
});

Deno.test("the owner's known browser confirms and changes the password under attack", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const owner = await logIn(services, request());
  ok(owner.ok && owner.is === "logged_in");
  const known = clientInfo({ deviceCookie: owner.deviceCookie });
  await attack(services, 110);
  const confirmed = await verifyCurrentPassword(services, user, {
    password: PASSWORD,
    clientInfo: known,
  });
  ok(confirmed.ok);
  const change = {
    user,
    present: PASSWORD,
    password: "tractor moonlight",
    session: owner.session,
  };
  const elsewhere = await changePassword(services, {
    ...change,
    clientInfo: clientInfo({ clientAddress: "203.0.113.9" }),
  });
  equal(!elsewhere.ok && elsewhere.reason, "limited");
  ok((await changePassword(services, { ...change, clientInfo: known })).ok);
});

Deno.test("the owner's known browser logs in from an address that is blocked for others", async () => {
  await using services = await testServices();
  await addUser(services);
  const deviceCookie = await cookieOf(services);
  await attack(services, 60, {
    address: "nobody@example.com",
    clientAddress: "192.0.2.1",
  });
  for (let attempt = 0; attempt < 60; attempt++) {
    await logIn(services, request({ address: `${attempt}@example.com` }));
  }
  const stranger = await logIn(services, request());
  equal(!stranger.ok && stranger.reason, "limited");
  ok((await logIn(services, request({ deviceCookie }))).ok);
});

Deno.test("limits a known browser's own attempts separately from others", async () => {
  await using services = await testServices();
  await addUser(services);
  const deviceCookie = await cookieOf(services);
  equal(
    (await attack(services, 30, { deviceCookie })).wrong,
    DEVICE_LIMIT.burst,
  );
  const known = await logIn(services, request({ deviceCookie }));
  equal(known, { ok: false, reason: "limited", retryAfterSeconds: 90 });
  ok((await logIn(services, request())).ok);
});

Deno.test("the owner's login gives attackers no new attempts", async () => {
  await using services = await testServices();
  await addUser(services);
  let deviceCookie = await cookieOf(services);
  await attack(services, 110);
  for (let times = 0; times < 3; times++) {
    deviceCookie = await cookieOf(services, { deviceCookie });
    equal((await attack(services, 5)).wrong, 0);
  }
});

Deno.test("gives no attempts for another account's cookie, a forged one or one from before a password change", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  await addUser(services, { address: "mallory@example.com" });
  const mallorys = await cookieOf(services, { address: "mallory@example.com" });
  const stale = await cookieOf(services);
  await services.store.users.changePassword(
    user.id,
    user.passwordHash,
    await services.passwords.hash(PASSWORD),
  );
  await attack(services, 110);
  for (const deviceCookie of [mallorys, stale, "x".repeat(100), ""]) {
    equal(await attack(services, 3, { deviceCookie }), {
      in: 0,
      wrong: 0,
      limited: 3,
      busy: 0,
    });
  }
});
