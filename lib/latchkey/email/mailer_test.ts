import assert from "node:assert/strict";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { LEASE_MS } from "./delivery.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { type Message, SendFailure, type Transport } from "./transport.ts";
import { addUser, testServices } from "../testing/services.ts";
import { type MailRequest, requestFor } from "../testing/email/messages.ts";

const RECOVER: MailRequest = requestFor(recoveryEmail, {
  address: "ada@example.com",
});

/** A transport that records what it sent and runs a test's own code. */
function remembering(also: () => Promise<void> = () => Promise.resolve()) {
  const sent: Message[] = [];
  const transport: Transport = {
    send(message) {
      sent.push(message);
      return also();
    },
  };
  return { sent, transport };
}

Deno.test("returns at once while the mail server hangs, and starts no second pass", async () => {
  await using services = await testServices();
  await addUser(services);
  const hanging = Promise.withResolvers<void>();
  const { sent, transport } = remembering(() => hanging.promise);
  const mailer = createSiteMailer(services, transport);
  await mailer.send(...RECOVER);
  await mailer.send(...RECOVER);
  const first = mailer.deliver();
  assert.equal(mailer.deliver(), first);
  hanging.resolve();
  await mailer.settled();
  assert.equal(sent.length, 2);
});

Deno.test("sends an email queued while the last one was being sent", async () => {
  await using services = await testServices();
  await addUser(services);
  let more = 3;
  const { sent, transport } = remembering(async () => {
    if (--more > 0) await mailer.send(...RECOVER);
  });
  const mailer = createSiteMailer(services, transport);
  await mailer.send(...RECOVER);
  await mailer.settled();
  assert.equal(sent.length, 3);
});

Deno.test("queues an email to no recipient like any other and then drops it", async () => {
  await using services = await testServices();
  const rows: unknown[] = [];
  const { mailQueue } = services.store;
  const store = {
    ...services.store,
    mailQueue: {
      ...mailQueue,
      add: (mail: Parameters<typeof mailQueue.add>[0]) => {
        rows.push({ ...mail, id: "" });
        return mailQueue.add(mail);
      },
    },
  };
  const { sent, transport } = remembering();
  const mailer = createSiteMailer({ ...services, store }, transport);
  await mailer.send(recoveryEmail, { address: "nobody@example.com" });
  await mailer.settled();
  assert.deepEqual(sent, []);
  assert.deepEqual((await mailQueue.list({ limit: 9 })).items, []);
  assert.deepEqual(rows, [{
    id: "",
    kind: "recover",
    data: { address: "nobody@example.com" },
    userId: "",
    createdAt: services.now(),
    dueAt: services.now(),
    attempts: 0,
    lastError: "",
  }]);
});

Deno.test("another process sends what the first could not", async () => {
  await using services = await testServices();
  await addUser(services);
  const failing = createSiteMailer(services, {
    send: () => Promise.reject(new SendFailure("No way.")),
  });
  await failing.send(...RECOVER);
  await failing.settled();
  const { sent, transport } = remembering();
  const restarted = createSiteMailer(services, transport);
  services.clock.advance(30_000);
  await restarted.deliver();
  assert.equal(sent.length, 1);
});

Deno.test("sends a second copy with the same ID, never none, after a kill between sending and marking", async () => {
  await using services = await testServices();
  await addUser(services);
  const { mailQueue } = services.store;
  const { sent, transport } = remembering();
  // The process is killed before it can mark the email as sent.
  const killed = {
    ...services,
    store: {
      ...services.store,
      mailQueue: {
        ...mailQueue,
        done: () => Promise.reject(new Error("killed")),
        postpone: () => Promise.reject(new Error("killed")),
      },
    },
  };
  const first = createSiteMailer(killed, transport);
  await first.send(...RECOVER);
  await first.settled();
  assert.equal(sent.length, 1);

  const second = createSiteMailer(services, transport);
  services.clock.advance(LEASE_MS - 1);
  await second.deliver();
  assert.equal(sent.length, 1, "the first may still be sending it");
  services.clock.advance(1);
  await second.deliver();
  await second.deliver();
  assert.equal(sent.length, 2);
  assert.equal(sent[0].id, sent[1].id);
  services.clock.advance(10 * LEASE_MS);
  await second.deliver();
  assert.equal(sent.length, 2, "and no more");
});

Deno.test("two processes on one store send each of forty emails once", async () => {
  await using services = await testServices();
  const { sent, transport } = remembering(() =>
    new Promise((done) => setTimeout(done, 1))
  );
  const mailers = [
    createSiteMailer(services, transport),
    createSiteMailer(services, transport),
  ];
  for (let count = 0; count < 40; count++) {
    const address = `${count}@example.com`;
    await addUser(services, { address, passwordHash: "x" });
    await mailers[count % 2].send(recoveryEmail, { address });
  }
  await Promise.all(mailers.map((mailer) => mailer.deliver()));
  assert.equal(sent.length, 40);
  assert.equal(new Set(sent.map(({ to }) => to)).size, 40);
});

Deno.test("logs an internal error, stores it without details and retries", async () => {
  await using services = await testServices();
  await addUser(services);
  const mailer = createSiteMailer(services, {
    send: () => Promise.reject(new TypeError("secret of ada@example.com")),
  });
  await mailer.send(...RECOVER);
  await mailer.settled();
  const [mail] = (await services.store.mailQueue.list({ limit: 1 })).items;
  assert.equal(mail.lastError, "Internal error. See the log.");
  assert.equal(mail.dueAt, services.now() + 30_000);
  assert.match(services.logged.join(), /"error","event":"email.failed"/);
});

Deno.test("gives up on an unreadable row instead of retrying for a day", async () => {
  await using services = await testServices();
  const { mailQueue } = services.store;
  const row = {
    id: "0123456789abcdefghijkl",
    kind: "telegram",
    data: {},
    userId: "",
    createdAt: services.now(),
    dueAt: services.now(),
    attempts: 0,
    lastError: "",
  };
  await mailQueue.add(row);
  await services.mail.deliver();
  assert.equal((await mailQueue.byId(row.id))?.dueAt, null);
  assert.match(services.logged.join(), /email.given_up/);
});

Deno.test("sends and queues nothing without a transport", async () => {
  await using services = await testServices();
  const mailer = createSiteMailer(services, null);
  assert.equal(mailer.enabled, false);
  await mailer.send(...RECOVER);
  await mailer.deliver();
  await mailer.settled();
  const { items } = await services.store.mailQueue.list({ limit: 1 });
  assert.deepEqual(items, []);
});
