import { ok } from "node:assert/strict";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { logIn } from "./login.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { request } from "../../testing/login_request.ts";

/** Logins of each kind, in turn, so that load affects all kinds alike. */
const ROUNDS = 40;

/**
 * How much slower one kind may be than another, comparing the fastest of each,
 * which load affects least. Without the same work one takes a tenth.
 */
const BOUND = 1.5;

Deno.test("takes the same time for unknown, wrong, disabled, broken, cheap and over-long", async () => {
  await using services = await testServices({ settings: { bcryptCost: 7 } });
  await addUser(services);
  await addUser(services, { address: "gone@example.com", disabled: true });
  await addUser(services, {
    address: "broken@example.com",
    passwordHash: "broken",
  });
  const cheaper = createPasswordHasher({ cost: 5 });
  await addUser(services, {
    address: "early@example.com",
    passwordHash: await cheaper.hash(PASSWORD),
  });
  await addUser(services, {
    address: "long@example.com",
    password: "п".repeat(64),
  });
  const kinds = [
    { address: "ada@example.com", password: "wrong" },
    { address: "nobody@example.com", password: "wrong" },
    { address: "gone@example.com", password: PASSWORD },
    { address: "broken@example.com", password: "wrong" },
    { address: "early@example.com", password: "wrong" },
    { address: "ada@example.com", password: "x".repeat(5000) },
    { address: "ada@example.com", password: "x".repeat(200) },
    { address: "long@example.com", password: "x".repeat(200) },
    { address: "long@example.com", password: "wrong" },
    { address: "nobody@example.com", password: "x".repeat(200) },
    { address: "ada@example.com", password: "a\0b" },
    { address: "nobody@example.com", password: "x".repeat(5000) },
  ].map((entered) => ({ entered, times: Array<number>() }));

  for (let round = 0; round < ROUNDS; round++) {
    services.clock.advance(60 * 60 * 1000);
    for (const { entered, times } of kinds) {
      const start = performance.now();
      await logIn(
        services,
        request({ ...entered, clientAddress: `192.0.2.${round}` }),
      );
      times.push(performance.now() - start);
    }
  }

  const quickest = kinds.map(({ times }) => Math.min(...times));
  const [least, most] = [Math.min(...quickest), Math.max(...quickest)];
  ok(
    most / least < BOUND,
    `quickest in ms: ${quickest.map((ms) => ms.toFixed(2)).join(", ")}`,
  );
});
