import assert from "node:assert/strict";
import type { QueuedMail } from "./queued_mail.ts";
import { type TestServices, testServices } from "../testing/services.ts";
import { run, runJson } from "../testing/cli/run.ts";
import { aUser } from "../testing/database/fixtures.ts";

const NOW = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;

/** Adds an email to the queue. */
async function queue(
  { store }: TestServices,
  mail: Partial<QueuedMail> & { readonly id: string },
) {
  await store.mailQueue.add({
    kind: "recover",
    data: { address: "ada@example.com" },
    userId: "",
    createdAt: NOW - HOUR_MS,
    dueAt: NOW,
    attempts: 0,
    lastError: "",
    ...mail,
  });
}

const id = (letter: string) => letter.repeat(22);

Deno.test("mail list shows queued emails, oldest first, with masked addresses", async () => {
  await using services = await testServices();
  await services.store.users.create(aUser({ id: "user-1" }));
  await queue(services, { id: id("a") });
  await queue(services, {
    id: id("b"),
    kind: "new_device",
    data: { userId: "user-1" },
    userId: "user-1",
    createdAt: NOW - 2 * HOUR_MS,
    dueAt: NOW + HOUR_MS,
    attempts: 3,
    lastError: "The mail server did not answer in time.",
  });
  await queue(services, { id: id("c"), dueAt: null, attempts: 28 });
  const { code, out, err } = await run(services.store, ["mail", "list"]);
  assert.equal(code, 0);
  const [heading, first, ...others] = out.split("\n");
  assert.match(
    heading,
    /^ID +KIND +CREATED \(UTC\) +STATE +ATTEMPTS +NEXT ATTEMPT/,
  );
  assert.match(
    first,
    /^b{22} +new_device +2029-12-31 22:00 +waiting +3 +2030-01-01 01:00 +user-1 +The mail server did not answer in time\.$/,
  );
  assert.equal(others.length, 2);
  assert.match(out, /a{22} .* new +0 .* a…@example\.com +-$/m);
  assert.match(out, /c{22} .* given up +28 +- +a…@example\.com +-$/m);
  assert.ok(!out.includes("ada@"));
  assert.match(err, /Given up: 1\..*mail retry --all/);

  const json = await runJson(services.store, ["mail", "list"]);
  assert.ok(!JSON.stringify(json).includes("ada@"));
  assert.deepEqual(json.mails[0], {
    id: id("b"),
    kind: "new_device",
    recipient: "user-1",
    state: "waiting",
    attempts: 3,
    lastError: "The mail server did not answer in time.",
    createdAt: "2029-12-31T22:00:00.000Z",
    dueAt: "2030-01-01T01:00:00.000Z",
  });
});

Deno.test("mail list says when the queue is empty", async () => {
  await using services = await testServices();
  const { out, err } = await run(services.store, ["mail", "list"]);
  assert.equal(out, "The email queue is empty.");
  assert.equal(err, "");
});

Deno.test("mail retry makes one email due and gives it all its attempts again", async () => {
  await using services = await testServices();
  await queue(services, { id: id("d"), dueAt: null, attempts: 28 });
  await queue(services, { id: id("c"), dueAt: null, attempts: 28 });
  const { code, out, err } = await run(services.store, [
    "mail",
    "retry",
    id("d"),
  ]);
  assert.equal(code, 0, err);
  assert.equal(out, "1 email is due now.");
  const mail = await services.store.mailQueue.byId(id("d"));
  assert.equal(mail?.dueAt, NOW);
  assert.equal(mail?.attempts, 0);
  assert.equal((await services.store.mailQueue.byId(id("c")))?.dueAt, null);
});

Deno.test("mail retry --all leaves emails alone that a server may be sending", async () => {
  await using services = await testServices();
  await queue(services, { id: id("a"), dueAt: null });
  await queue(services, { id: id("b"), dueAt: NOW + HOUR_MS, attempts: 9 });
  await queue(services, { id: id("c"), dueAt: NOW + 1000, attempts: 1 });
  const { mails } = await runJson(services.store, ["mail", "retry", "--all"]);
  assert.equal(mails, 2);
  const { dueAt } = await services.store.mailQueue.byId(id("c")) ?? {};
  assert.equal(dueAt, NOW + 1000);
  const one = await run(services.store, ["mail", "retry", id("c")]);
  assert.equal(one.code, 1);
  assert.match(one.err, /A server is sending this email/);
});

Deno.test("mail retry requires one email or --all, and reports a missing email", async () => {
  await using services = await testServices();
  const neither = await run(services.store, ["mail", "retry"]);
  assert.equal(neither.code, 2);
  const both = await run(services.store, ["mail", "retry", "x", "--all"]);
  assert.equal(both.code, 2);
  const unknown = await run(services.store, ["mail", "retry", id("z")]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Email not found: z{22}\./);
});

Deno.test("mail retry is rejected when email is unavailable", async () => {
  await using services = await testServices();
  const env = { APP_ENV: "production", JWT_KEYS: "x" };
  const { code, err } = await run(
    services.store,
    ["mail", "retry", "--all"],
    { env },
  );
  assert.equal(code, 1);
  assert.match(err, /Email is not set up\. Set SMTP_URL/);
});
