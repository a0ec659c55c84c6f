import assert from "node:assert/strict";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { LEASE_MS } from "./delivery.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { addUser, testServices } from "../testing/services.ts";

const EVERY_MS = 15_000;

/** A desk whose queue answers with an error as long as there is one, and what its log said. */
async function deskWithOutage() {
  const services = await testServices();
  const { mailQueue } = services.store;
  let error: Error | null = null;
  const claim: typeof mailQueue.claim = (...call) =>
    error ? Promise.reject(error) : mailQueue.claim(...call);
  const desk = createSiteMailer({
    ...services,
    store: { ...services.store, mailQueue: { ...mailQueue, claim } },
  }, services.mailbox);
  return {
    fail: (now: Error | null) => error = now,
    async pass() {
      await desk.deliver();
      services.clock.advance(EVERY_MS);
    },
    logged: () => services.logged.map((line) => JSON.parse(line)),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

Deno.test("an outage of the store is one line without a stack, one a minute, and one when it is over", async () => {
  await using desk = await deskWithOutage();
  await desk.pass();
  assert.deepEqual(desk.logged(), []);

  const cause = new Error("connection refused");
  desk.fail(new StoreUnavailableError("gone", { cause }));
  for (let pass = 0; pass < 8; pass++) await desk.pass(); // Two minutes.
  const lines = desk.logged();
  assert.equal(lines.length, 2);
  for (const { level, event, trouble, said, stack } of lines) {
    assert.deepEqual(
      { level, event, trouble, said, stack },
      {
        level: "warn",
        event: "email.queue_stopped",
        trouble: "gone",
        said: "connection refused",
        stack: undefined,
      },
    );
  }

  desk.fail(null);
  await desk.pass();
  await desk.pass();
  const [resumed, ...rest] = desk.logged().slice(2);
  assert.deepEqual(rest, []);
  assert.equal(resumed.event, "email.queue_resumed");
  assert.equal(resumed.seconds, 120);

  desk.fail(new StoreUnavailableError("gone"));
  await desk.pass();
  assert.equal(desk.logged().at(-1).event, "email.queue_stopped");
});

Deno.test("an error that nobody knows stops the pass alone, and is logged once with its stack", async () => {
  await using desk = await deskWithOutage();
  desk.fail(new Error("disk on fire"));
  await desk.pass();
  const [line, ...rest] = desk.logged();
  assert.deepEqual(rest, []);
  assert.equal(line.level, "error");
  assert.equal(line.event, "email.queue_stopped");
  assert.match(line.stack, /disk on fire/);
});

Deno.test("a mail that went out while the store could not be told goes out once", async () => {
  await using services = await testServices();
  const { mailQueue } = services.store;
  let isAway = true;
  const done: typeof mailQueue.done = (id) =>
    isAway
      ? Promise.reject(new StoreUnavailableError("gone"))
      : mailQueue.done(id);
  const desk = createSiteMailer({
    ...services,
    store: { ...services.store, mailQueue: { ...mailQueue, done } },
  }, services.mailbox);
  await addUser(services);
  await desk.send(recoveryEmail, { address: "ada@example.com" });
  await desk.settled();
  assert.equal(services.mailbox.messages().length, 1);
  // Long enough for the mail to be anybody's again.
  services.clock.advance(2 * LEASE_MS);
  isAway = false;
  await desk.deliver();
  assert.equal(services.mailbox.messages().length, 1);
  assert.deepEqual((await mailQueue.list({ limit: 9 })).items, []);
});
