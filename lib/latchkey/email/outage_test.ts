import assert from "node:assert/strict";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { LEASE_MS } from "./delivery.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { addUser, testServices } from "../testing/services.ts";

const EVERY_MS = 15_000;

/** A mailer whose queue fails while an error is set, and its log. */
async function mailerWithOutage() {
  const services = await testServices();
  const { mailQueue } = services.store;
  let error: Error | null = null;
  const claim: typeof mailQueue.claim = (...call) =>
    error ? Promise.reject(error) : mailQueue.claim(...call);
  const mailer = createSiteMailer({
    ...services,
    store: { ...services.store, mailQueue: { ...mailQueue, claim } },
  }, services.mailbox);
  return {
    fail: (now: Error | null) => error = now,
    async pass() {
      await mailer.deliver();
      services.clock.advance(EVERY_MS);
    },
    logged: () => services.logged.map((line) => JSON.parse(line)),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

Deno.test("logs an outage of the store once a minute without a stack, and once when it is over", async () => {
  await using mailer = await mailerWithOutage();
  await mailer.pass();
  assert.deepEqual(mailer.logged(), []);

  const cause = new Error("connection refused");
  mailer.fail(new StoreUnavailableError("gone", { cause }));
  for (let pass = 0; pass < 8; pass++) await mailer.pass(); // Two minutes.
  const lines = mailer.logged();
  assert.equal(lines.length, 2);
  for (const { level, event, reason, message, stack } of lines) {
    assert.deepEqual(
      { level, event, reason, message, stack },
      {
        level: "warn",
        event: "email.queue_stopped",
        reason: "gone",
        message: "connection refused",
        stack: undefined,
      },
    );
  }

  mailer.fail(null);
  await mailer.pass();
  await mailer.pass();
  const [resumed, ...rest] = mailer.logged().slice(2);
  assert.deepEqual(rest, []);
  assert.equal(resumed.event, "email.queue_resumed");
  assert.equal(resumed.seconds, 120);

  mailer.fail(new StoreUnavailableError("gone"));
  await mailer.pass();
  assert.equal(mailer.logged().at(-1).event, "email.queue_stopped");
});

Deno.test("an unknown error stops only the current pass and is logged once with its stack", async () => {
  await using mailer = await mailerWithOutage();
  mailer.fail(new Error("disk on fire"));
  await mailer.pass();
  const [line, ...rest] = mailer.logged();
  assert.deepEqual(rest, []);
  assert.equal(line.level, "error");
  assert.equal(line.event, "email.queue_stopped");
  assert.match(line.stack, /disk on fire/);
});

Deno.test("sends an email once when the store fails right after sending", async () => {
  await using services = await testServices();
  const { mailQueue } = services.store;
  let isAway = true;
  const done: typeof mailQueue.done = (id) =>
    isAway
      ? Promise.reject(new StoreUnavailableError("gone"))
      : mailQueue.done(id);
  const mailer = createSiteMailer({
    ...services,
    store: { ...services.store, mailQueue: { ...mailQueue, done } },
  }, services.mailbox);
  await addUser(services);
  await mailer.send(recoveryEmail, { address: "ada@example.com" });
  await mailer.settled();
  assert.equal(services.mailbox.messages().length, 1);
  // Long enough for the claim on the email to expire.
  services.clock.advance(2 * LEASE_MS);
  isAway = false;
  await mailer.deliver();
  assert.equal(services.mailbox.messages().length, 1);
  assert.deepEqual((await mailQueue.list({ limit: 9 })).items, []);
});
