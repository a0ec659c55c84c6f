import { deepStrictEqual as equal, ok } from "node:assert/strict";
import {
  createPasswordHasher,
  HasherBusy,
} from "../../crypto/password_hasher.ts";
import { resumeSession } from "../session/sessions.ts";
import { logIn } from "./login.ts";
import {
  ACCOUNT_LIMIT,
  CLIENT_AT_ACCOUNT_LIMIT,
  CLIENT_LIMIT,
} from "./verify_password.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { request, wrong } from "../../testing/login_request.ts";

Deno.test("makes a client wait after ten wrong passwords for an account, even with the right one", async () => {
  await using services = await testServices();
  await addUser(services);
  for (let attempt = 0; attempt < CLIENT_AT_ACCOUNT_LIMIT.burst; attempt++) {
    equal(await logIn(services, request({ password: "wrong" })), wrong);
  }
  equal(await logIn(services, request()), {
    ok: false,
    reason: "limited",
    retryAfterSeconds: 900,
  });
  services.clock.advance(899_000);
  equal(await logIn(services, request()), {
    ok: false,
    reason: "limited",
    retryAfterSeconds: 1,
  });
  services.clock.advance(1_000);
  ok((await logIn(services, request())).ok);
});

Deno.test("counts every spelling of an address together, and an unknown address like a known one", async () => {
  await using services = await testServices();
  const spellings = [
    "nobody@example.com",
    " NOBODY@example.com",
    "Nobody@Example.Com",
  ];
  for (let attempt = 0; attempt < CLIENT_AT_ACCOUNT_LIMIT.burst; attempt++) {
    equal(
      await logIn(services, request({ address: spellings[attempt % 3] })),
      wrong,
    );
  }
  const result = await logIn(
    services,
    request({ address: "nobody@EXAMPLE.com" }),
  );
  equal(result, { ok: false, reason: "limited", retryAfterSeconds: 900 });
});

Deno.test("allows concurrent guesses no more than the limit", async () => {
  await using services = await testServices();
  await addUser(services);
  const guesses = (count: number, from: (guess: number) => string) =>
    Promise.all(Array.from({ length: count }, async (_, guess) => {
      const change = { password: `guess ${guess}`, clientAddress: from(guess) };
      const result = await logIn(services, request(change));
      return result.ok ? "in" : result.reason;
    }));
  for (let round = 0; round < 2; round++) {
    await guesses(30, (guess) => `198.51.${round}.${guess}`);
  }
  const reasons = await guesses(45, (guess) => `203.0.113.${guess}`);
  equal(
    reasons.filter((reason) => reason === "wrong").length,
    ACCOUNT_LIMIT.burst - 60,
  );
  equal(reasons.filter((reason) => reason === "limited").length, 5);
});

Deno.test("allows one client fifty attempts over all accounts and leaves other clients alone", async () => {
  await using services = await testServices();
  await addUser(services);
  for (let attempt = 0; attempt < CLIENT_LIMIT.burst; attempt++) {
    equal(
      await logIn(services, request({ address: `${attempt}@example.com` })),
      wrong,
    );
  }
  equal(await logIn(services, request()), {
    ok: false,
    reason: "limited",
    retryAfterSeconds: 10,
  });
  ok((await logIn(services, request({ clientAddress: "192.0.2.2" }))).ok);
});

Deno.test("a blocked client uses up nothing of the account's limit", async () => {
  await using services = await testServices();
  await addUser(services);
  for (let attempt = 0; attempt < CLIENT_LIMIT.burst; attempt++) {
    await logIn(services, request({ address: `${attempt}@example.com` }));
  }
  for (let attempt = 0; attempt < 30; attempt++) {
    await logIn(services, request({ password: "wrong" }));
  }
  ok((await logIn(services, request({ clientAddress: "192.0.2.2" }))).ok);
});

Deno.test("a successful login resets the account's attempts", async () => {
  await using services = await testServices();
  await addUser(services);
  for (let round = 0; round < 3; round++) {
    for (let attempt = 1; attempt < CLIENT_AT_ACCOUNT_LIMIT.burst; attempt++) {
      equal(await logIn(services, request({ password: "wrong" })), wrong);
    }
    ok((await logIn(services, request())).ok);
  }
});

Deno.test("an attacker's own account gives no attempts at others", async () => {
  await using services = await testServices();
  await addUser(services, { address: "mallory@example.com" });
  let guesses = 0;
  for (let attempt = 0; attempt < 100; attempt++) {
    await logIn(services, request({ address: "mallory@example.com" }));
    const result = await logIn(
      services,
      request({ address: `${attempt}@example.com` }),
    );
    if (!result.ok && result.reason === "wrong") guesses++;
  }
  equal(guesses, CLIENT_LIMIT.burst);
});

Deno.test("never limits successful logins from one client", async () => {
  await using services = await testServices();
  await addUser(services);
  for (let times = 0; times < CLIENT_LIMIT.burst * 2; times++) {
    ok((await logIn(services, request())).ok);
  }
});

Deno.test("a locked account's owner keeps their sessions", async () => {
  await using services = await testServices();
  await addUser(services);
  const owner = await logIn(services, request());
  ok(owner.ok && owner.is === "logged_in");
  for (let attempt = 0; attempt < 30; attempt++) {
    await logIn(services, request({ password: "wrong" }));
  }
  ok(await resumeSession(services, owner.token, "cookie"));
});

Deno.test("doesn't count an attempt when the hasher is busy, and returns a retry time", async () => {
  const passwords = {
    ...createPasswordHasher({ cost: 4 }),
    enter() {
      throw new HasherBusy(7);
    },
  };
  await using services = await testServices();
  await addUser(services);
  for (let attempt = 0; attempt < 100; attempt++) {
    const result = await logIn({ ...services, passwords }, request());
    equal(result, { ok: false, reason: "busy", retryAfterSeconds: 7 });
  }
  ok((await logIn(services, request())).ok);
});

Deno.test("keeps passwords and addresses out of logs and limits", async () => {
  await using services = await testServices();
  const taken: string[] = [];
  const { limits } = services.store;
  const store = {
    ...services.store,
    limits: {
      ...limits,
      take(...[buckets, now]: Parameters<typeof limits.take>) {
        taken.push(...buckets.map(([key]) => key));
        return limits.take(buckets, now);
      },
    },
  };
  await addUser(services);
  await logIn({ ...services, store }, request());
  const seen = [...taken, ...services.logged].join("\n");
  ok(taken.length === 3 && !seen.includes("ada") && !seen.includes(PASSWORD));
});
