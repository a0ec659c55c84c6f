import assert from "node:assert/strict";
import { openMailer, startScriptedServer } from "@latchkey/core/testing";
import { ANNA, openSite } from "../site.ts";

Deno.test("a page that sends an email answers at once while the mail server hangs", async () => {
  const asked = Promise.withResolvers<void>();
  const server = startScriptedServer(() => (asked.resolve(), null));
  const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
  await using site = await openSite({
    settings: { smtpUrl },
    openMail: openMailer,
  });
  const { mail, store } = site.services;
  const visitor = site.visitor();
  const fields = { address: ANNA.username };
  const first = await visitor.post("/auth/recover", fields);
  await first.body?.cancel();
  await asked.promise; // The email is being sent and goes nowhere.
  const started = performance.now();
  const second = await visitor.post("/auth/recover", fields);
  const milliseconds = performance.now() - started;
  await second.body?.cancel();
  assert.equal(second.status, first.status);
  assert.ok(second.status < 400);
  // A page that waited for the server would take 30 seconds.
  assert.ok(milliseconds < 10_000, `${milliseconds} ms`);
  const { items } = await store.mailQueue.list({ limit: 9 });
  assert.equal(items.length, 2);
  await server[Symbol.asyncDispose](); // Disconnects, so that nothing is waiting any more.
  await mail.settled();
});
