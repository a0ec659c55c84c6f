import { deepStrictEqual as equal } from "node:assert/strict";
import { rateLimit, type Try } from "../../lib/auth/rate_limit.ts";
import { type TestServices, testServices } from "./services.ts";

const rules = {
  client: { burst: 3, refillSeconds: 10 },
  account: { burst: 2, refillSeconds: 60 },
};
const limit = rateLimit("test", rules);

/** How many tries in a row are let through, 10 at most. */
async function count(
  services: TestServices,
  tried: Try,
  by = limit,
): Promise<number> {
  let tries = 0;
  while (tries < 10 && await by.take(services, tried) === null) tries++;
  return tries;
}

Deno.test("an account has its tries, from wherever", async () => {
  await using services = await testServices();
  equal(await count(services, { client: "a", account: "ada" }), 2);
  equal(await limit.take(services, { client: "b", account: "ada" }), {
    reason: "limited",
    retryAfterSeconds: 60,
  });
  equal(await count(services, { client: "b", account: "eve" }), 2);
});

Deno.test("a client has its tries, at whatever", async () => {
  await using services = await testServices();
  for (const account of ["one", "two", "three"]) {
    equal(await limit.take(services, { client: "a", account }), null);
  }
  equal(await limit.take(services, { client: "a", account: "four" }), {
    reason: "limited",
    retryAfterSeconds: 10,
  });
  equal(await count(services, { client: "b", account: "four" }), 2);
});

Deno.test("a client that is not known is not counted", async () => {
  await using services = await testServices();
  const alone = rateLimit("alone", { client: rules.client });
  equal(await count(services, { client: null }, alone), 10);
  equal(await count(services, { client: null, account: "ada" }), 2);
});

Deno.test("a device that is known has tries of its own, and takes none from client or account", async () => {
  await using services = await testServices();
  const stranger = { client: "a", account: "ada" };
  equal(await count(services, stranger), 2);
  equal(await count(services, { ...stranger, device: "known" }), 2);
  equal(await count(services, { ...stranger, device: "another" }), 2);
  const [client, account] = ["c", "eve"];
  equal(await count(services, { client, account, device: "third" }), 2);
  equal(await count(services, { client, account }), 2);
});

Deno.test("what is forgiven is the account's or the device's, never the other's", async () => {
  await using services = await testServices();
  const stranger = { client: null, account: "ada" };
  const device = { ...stranger, device: "known" };
  await count(services, stranger);
  await count(services, device);
  await limit.forgive(services, device);
  equal(await count(services, stranger), 0);
  equal(await count(services, device), 2);
  await limit.forgive(services, stranger);
  equal(await count(services, device), 0);
  equal(await count(services, stranger), 2);
});

Deno.test("a try that is undone was never made", async () => {
  await using services = await testServices();
  const tried = { client: "a", account: "ada" };
  for (let times = 0; times < 10; times++) {
    equal(await limit.take(services, tried), null);
    await limit.undo(services, tried);
  }
  equal(await count(services, tried), 2);
});

Deno.test("limits of other names are other limits; of the same name, the same", async () => {
  await using services = await testServices();
  const tried = { client: "a", account: "ada" };
  await count(services, tried);
  equal(await count(services, tried, rateLimit("other", rules)), 2);
  equal(await count(services, tried, rateLimit("test", rules)), 0);
});

Deno.test("an account cannot be named so as to be a device or a client", async () => {
  await using services = await testServices();
  await count(services, { client: null, account: "x", device: "ada" });
  equal(await count(services, { client: null, account: "ada" }), 2);
  await count(services, { client: "a", account: "eve" });
  equal(await count(services, { client: null, account: "client:a" }), 2);
});

Deno.test("of tries at once no more are let through than there are", async () => {
  await using services = await testServices();
  const answers = await Promise.all(
    Array.from(
      { length: 20 },
      () => limit.take(services, { client: null, account: "ada" }),
    ),
  );
  equal(answers.filter((denied) => denied === null).length, 2);
});
