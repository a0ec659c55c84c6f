/** A mail server that rejects, hangs, disconnects and recovers. */
import assert from "node:assert/strict";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { createSiteMailer } from "../site_mailer.ts";
import { type SmtpOptions, smtpTransport } from "./smtp.ts";
import { addUser, testServices } from "../testing/services.ts";
import {
  MESSAGE,
  polite,
  type Script,
  startMailServer,
  startScriptedServer,
} from "../testing/email/mail_server.ts";

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/** For servers that never answer: the default is 30 seconds. */
const IMPATIENT: SmtpOptions = { stepMs: 500 };

const smtpUrlOf = (port: number) => new URL(`smtp://127.0.0.1:${port}`);

/** A mailer that sends to this port. */
async function mailerFor(port: number, patience?: SmtpOptions) {
  const settings = { smtpUrl: smtpUrlOf(port) };
  const services = await testServices({ settings });
  const transport = smtpTransport(services.settings, patience);
  const mailer = createSiteMailer(services, transport);
  await addUser(services);
  return {
    services,
    mailer,
    /** Requests an email and waits until it is sent or rescheduled. */
    async ask() {
      await mailer.send(recoveryEmail, { address: "ada@example.com" });
      await mailer.settled();
    },
    async waiting() {
      const { items } = await services.store.mailQueue.list({ limit: 10 });
      return items;
    },
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** Rejects every recipient. */
function refusing(responseCode: number) {
  const answer = Object.assign(new Error("no ada@example.com here"), {
    responseCode,
  });
  return startMailServer({ onRcptTo: (_to, _session, done) => done(answer) });
}

Deno.test("gives up at once on a permanently rejected recipient and logs it", async () => {
  await using server = await refusing(550);
  await using test = await mailerFor(server.port);
  await test.ask();
  const [mail] = await test.waiting();
  assert.equal(mail.dueAt, null);
  assert.equal(mail.lastError, "The mail server rejects the recipient (550).");
  const [line, ...others] = test.services.logged;
  assert.deepEqual(others, []);
  const { level, event, kind, id } = JSON.parse(line);
  assert.deepEqual(
    { level, event, kind, id },
    { level: "error", event: "email.given_up", kind: "recover", id: mail.id },
  );
  assert.ok(!line.includes("ada@example.com"), "leaves out the server's words");
});

Deno.test("retries a temporarily rejected recipient after half a minute", async () => {
  await using server = await refusing(451);
  await using test = await mailerFor(server.port);
  await test.ask();
  const [mail] = await test.waiting();
  assert.equal(mail.dueAt, test.services.now() + 30 * SECOND_MS);
  assert.equal(
    mail.lastError,
    "The mail server temporarily rejects the recipient (451).",
  );
  assert.match(test.services.logged.join(), /"warn","event":"email.deferred"/);
});

const TROUBLE: Readonly<Record<string, [Script, RegExp, SmtpOptions?]>> = {
  "never greets": [() => null, /did not answer in time/, IMPATIENT],
  "stops answering during the message": [
    (command) => command === "DATA" ? null : polite(command),
    /did not answer in time/,
    IMPATIENT,
  ],
  "disconnects during the message": [
    (command) => command === "DATA" ? "drop" : polite(command),
    /closed the connection/,
  ],
  "disconnects after the message, and may have accepted it": [
    (command) => command === MESSAGE ? "drop" : polite(command),
    /closed the connection/,
  ],
  "is full": [
    (command) => command === "MAIL" ? "452 later" : polite(command),
    /rejects the sender \(452\)/,
  ],
  "rejects the connection": [() => "421 closing", /\(421\)/],
  "sends nonsense": [() => "what?", /./],
};

for (const [what, [script, reason, patience]] of Object.entries(TROUBLE)) {
  Deno.test(`a server that ${what} loses no email: it is sent once the server works`, async () => {
    await using ill = startScriptedServer(script);
    await using test = await mailerFor(ill.port, patience);
    await test.ask();
    const [mail] = await test.waiting();
    assert.match(mail.lastError, reason);
    assert.equal(mail.attempts, 1);

    await using well = await startMailServer();
    const smtpUrl = smtpUrlOf(well.port);
    const mailer = createSiteMailer(
      test.services,
      smtpTransport({ ...test.services.settings, smtpUrl }),
    );
    await mailer.deliver();
    assert.equal(well.arrived.length, 0, "not before its time");
    test.services.clock.advance(31 * SECOND_MS);
    await mailer.deliver();
    assert.deepEqual(
      well.arrived.map(({ messageId }) => messageId),
      [`<${mail.id}@localhost>`],
    );
    assert.deepEqual(await test.waiting(), []);
  });
}

Deno.test("gives up on a slow server after the time limit for one message", async () => {
  await using server = startScriptedServer(() => null);
  await using test = await mailerFor(server.port);
  const transport = smtpTransport(test.services.settings, { sendMs: 100 });
  const mailer = createSiteMailer(test.services, transport);
  const started = performance.now();
  await mailer.send(recoveryEmail, { address: "ada@example.com" });
  await mailer.settled();
  // Without the limit, the first step alone would time out after 30 seconds.
  assert.ok(performance.now() - started < 10_000);
  assert.match((await test.waiting())[0].lastError, /took too long/);
});

Deno.test("tries an email 28 times in a day, less and less often, then gives up", async () => {
  await using server = await refusing(451);
  await using test = await mailerFor(server.port);
  await test.ask();
  const asked = test.services.now();
  const times: number[] = [0];
  for (;;) {
    const [{ dueAt }] = await test.waiting();
    if (dueAt === null) break;
    test.services.clock.advance(dueAt - test.services.now());
    times.push((test.services.now() - asked) / SECOND_MS);
    await test.mailer.deliver();
  }
  assert.deepEqual(times.slice(0, 7), [0, 30, 150, 750, 2550, 6150, 9750]);
  assert.ok(times.at(-1)! * SECOND_MS <= 24 * HOUR_MS);
  assert.ok(times.at(-1)! * SECOND_MS > 23 * HOUR_MS);
  assert.equal(times.length, 28);
  assert.match(test.services.logged.at(-1)!, /email.given_up/);
  test.services.clock.advance(48 * HOUR_MS);
  await test.mailer.deliver();
  assert.equal((await test.waiting())[0].attempts, 28);
});
