import { deepStrictEqual as equal } from "node:assert/strict";
import { type Attempt, rateLimit } from "./rate_limit.ts";
import { type TestServices, testServices } from "../testing/services.ts";

const rules = {
  client: { burst: 5, refillSeconds: 10 },
  clientAtAccount: { burst: 2, refillSeconds: 30 },
  account: { burst: 4, refillSeconds: 60 },
  device: { burst: 3, refillSeconds: 20 },
};
const limit = rateLimit("test", rules);

/** How many attempts in a row are allowed, 10 at most. */
async function count(
  services: TestServices,
  attempt: Attempt,
  by = limit,
): Promise<number> {
  let attempts = 0;
  while (attempts < 10 && await by.take(services, attempt) === null) attempts++;
  return attempts;
}

/** Takes an attempt that succeeds. */
async function succeed(services: TestServices, attempt: Attempt) {
  const begun = await limit.begin(services, attempt);
  if (begun.reason === "taken") await begun.forgive();
  return begun.reason;
}

Deno.test("limits a client at an account, and all clients together more widely", async () => {
  await using services = await testServices();
  equal(await count(services, { client: "a", account: "ada" }), 2);
  equal(await limit.take(services, { client: "a", account: "ada" }), {
    reason: "limited",
    retryAfterSeconds: 30,
  });
  equal(await count(services, { client: "b", account: "ada" }), 2);
  equal(await limit.take(services, { client: "c", account: "ada" }), {
    reason: "limited",
    retryAfterSeconds: 60,
  });
  equal(await count(services, { client: "c", account: "eve" }), 2);
});

Deno.test("limits a client over all accounts", async () => {
  await using services = await testServices();
  for (const account of ["one", "two", "three", "four", "five"]) {
    equal(await limit.take(services, { client: "a", account }), null);
  }
  equal(await limit.take(services, { client: "a", account: "six" }), {
    reason: "limited",
    retryAfterSeconds: 10,
  });
  equal(await count(services, { client: "b", account: "six" }), 2);
});

Deno.test("allows the /64s of a /56 twice as much together, and those of a /48 four times as much", async () => {
  await using services = await testServices();
  const from = (network: string) =>
    count(services, { client: `2001:db8:1:${network}::/64` });
  equal([await from("1100"), await from("1101"), await from("1102")], [
    5,
    5,
    0,
  ]);
  equal([await from("ab"), await from("5"), await from("1")], [5, 5, 0]);
  equal(await from("2200"), 0, "the /48 has had twenty");
  equal(await count(services, { client: "2001:db8:2:2200::/64" }), 5);
});

Deno.test("a rejected attempt uses up nothing", async () => {
  await using services = await testServices();
  await count(services, { client: "a", account: "ada" });
  for (let times = 0; times < 9; times++) {
    await limit.take(services, { client: "a", account: "ada" });
  }
  equal(await count(services, { client: "a", account: "eve" }), 2);
  equal(await count(services, { client: "b", account: "ada" }), 2);
});

Deno.test("counts an unknown client by account only", async () => {
  await using services = await testServices();
  const alone = rateLimit("alone", { client: rules.client });
  equal(await count(services, { client: null }, alone), 10);
  equal(await count(services, { client: null, account: "ada" }), 4);
});

Deno.test("a client from a network known to the account continues when strangers used up its attempts", async () => {
  await using services = await testServices();
  const account = "ada";
  await count(services, { client: "a", account });
  await count(services, { client: "b", account });
  let asked = 0;
  const from = (client: string, isKnown: boolean) =>
    count(services, {
      client,
      account,
      isKnownNetwork: () => Promise.resolve(++asked > 0 && isKnown),
    });
  equal(await from("a", true), 0, "it has none left");
  equal(asked, 0);
  equal([await from("c", false), await from("d", true)], [0, 2]);
  equal([await from("e", true), await from("f", true)], [2, 0]);
});

Deno.test("gives a known device its own attempts, separate from client and account", async () => {
  await using services = await testServices();
  const stranger = { client: "a", account: "ada" };
  await count(services, stranger);
  equal(await count(services, { ...stranger, device: "known" }), 3);
  equal(await count(services, { ...stranger, device: "another" }), 3);
  const [client, account] = ["c", "eve"];
  equal(await count(services, { client, account, device: "third" }), 3);
  equal(await count(services, { client, account }), 2);
});

Deno.test("a success resets the attempts of the device, or of the client at the account, and no others", async () => {
  await using services = await testServices();
  const stranger = { client: "a", account: "ada" };
  const device = { ...stranger, device: "known" };
  equal(await limit.take(services, device), null);
  equal(await limit.take(services, stranger), null);
  equal(await succeed(services, stranger), "taken");
  equal(await succeed(services, device), "taken");
  equal(await count(services, device), 3);
  equal(await count(services, stranger), 2);
  equal(await count(services, { client: "b", account: "ada" }), 1);
  equal(await count(services, { client: "a" }), 2);
});

Deno.test("doesn't count successful attempts", async () => {
  await using services = await testServices();
  for (let times = 0; times < 10; times++) {
    for (const account of ["ada", "eve"]) {
      equal(await succeed(services, { client: "a", account }), "taken");
    }
  }
});

Deno.test("shares a limit between uses of the same name only", async () => {
  await using services = await testServices();
  const attempt = { client: "a", account: "ada" };
  await count(services, attempt);
  equal(await count(services, attempt, rateLimit("other", rules)), 2);
  equal(await count(services, attempt, rateLimit("test", rules)), 0);
});

Deno.test("an account name can't collide with a device or client", async () => {
  await using services = await testServices();
  await count(services, { client: null, account: "x", device: "ada" });
  equal(await count(services, { client: null, account: "ada" }), 4);
  await count(services, { client: "a", account: "eve" });
  equal(await count(services, { client: null, account: "a\neve" }), 4);
});

Deno.test("allows concurrent attempts no more than the limit", async () => {
  await using services = await testServices();
  const answers = await Promise.all(
    Array.from(
      { length: 20 },
      () => limit.take(services, { client: null, account: "ada" }),
    ),
  );
  equal(answers.filter((denied) => denied === null).length, 4);
});
