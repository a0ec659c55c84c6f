import assert, { deepStrictEqual as equal } from "node:assert/strict";
import {
  type Message,
  SendFailure,
  type Transport,
} from "../../email/transport.ts";
import { createSiteMailer } from "../../site_mailer.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { type Recovering, recovering } from "../../testing/recovering.ts";
import { TOKEN_SECONDS } from "../tokens/token_purposes.ts";
import { accountRecovery } from "./feature.ts";
import { LONGEST_HOURS } from "./settings.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A mail server that refuses what a test says. */
function mailServer() {
  const sent: Message[] = [];
  const server = {
    sent,
    /** Why an address gets nothing now; null when it does. */
    failure: (_to: string): SendFailure | null => null,
  };
  const transport: Transport = {
    send(message) {
      const failure = server.failure(message.to);
      if (failure) return Promise.reject(failure);
      sent.push(message);
      return Promise.resolve();
    },
  };
  const openMail = (services: Parameters<typeof createSiteMailer>[0]) =>
    createSiteMailer(services, transport, { pauseMs: 0 });
  return { server, openMail };
}

const DOWN = new SendFailure("The server is down.", "later");
const UNKNOWN = new SendFailure("There is no such mailbox.", "never");

/** Gives the account former addresses, oldest first. */
async function moveAda(
  { services, ada }: Recovering,
  addresses: string[],
  keptMs = 60 * DAY_MS,
) {
  const { users } = services.store;
  for (const address of addresses) {
    const user = await users.byId(ada.id);
    await users.changeAddress(ada.id, {
      from: user?.addressKey ?? "",
      credentialEpoch: ada.credentialEpoch,
      address,
      addressKey: address,
      verifiedAt: services.now(),
      keepFormerUntil: services.now() + keptMs,
    });
  }
}

async function running({ services, ada }: Recovering) {
  return await services.use(accountRecovery).running(ada.id);
}

/** Passes time, in which the queue tries again what failed. */
async function waitAndDeliver(test: Recovering, hours: number) {
  for (let hour = 0; hour < hours; hour++) {
    await test.wait(1);
    await test.services.mail.deliver();
  }
}

onEachDatabase(
  "the wait begins once a mail server that was down for days accepts the first email",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    server.failure = () => DOWN;
    await test.start();
    await waitAndDeliver(test, 75);
    const waiting = await running(test);
    equal([waiting?.stage, waiting?.waitedMs, waiting?.notices], [
      "telling",
      0,
      0,
    ]);
    server.failure = () => null;
    await waitAndDeliver(test, 2);
    equal(server.sent.map(({ to }) => to), ["ada@example.com"]);
    await waitAndDeliver(test, 69);
    equal((await running(test))?.stage, "ending");
    await waitAndDeliver(test, 5);
    equal((await running(test))?.stage, "ready");
  },
);

onEachDatabase(
  "the last day begins once the second email was delivered",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    await test.start();
    await waitAndDeliver(test, 40);
    server.failure = () => DOWN;
    await waitAndDeliver(test, 60);
    equal((await running(test))?.stage, "reminding");
    server.failure = () => null;
    await waitAndDeliver(test, 3);
    equal((await running(test))?.stage, "ending");
    await waitAndDeliver(test, 20);
    equal((await running(test))?.stage, "ending");
    await waitAndDeliver(test, 5);
    equal((await running(test))?.stage, "ready");
  },
);

onEachDatabase(
  "a former address is told, and one that doesn't exist any more stops nothing",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    await moveAda(test, ["b@example.com", "c@example.com"]);
    server.failure = (to) => to === "b@example.com" ? UNKNOWN : null;
    await test.start();
    await waitAndDeliver(test, 2);
    equal((await running(test))?.stage, "waiting");
    equal(server.sent.map(({ to }) => to).toSorted(), [
      "ada@example.com",
      "c@example.com",
    ]);
    const former = server.sent.find(({ to }) => to === "ada@example.com");
    assert.doesNotMatch(former?.text ?? "", /c@example\.com/);
  },
);

onEachDatabase(
  "waits a day at most for a former address whose server is down",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    await moveAda(test, ["b@example.com"]);
    server.failure = (to) => to === "ada@example.com" ? DOWN : null;
    await test.start();
    await waitAndDeliver(test, 20);
    equal((await running(test))?.stage, "telling");
    await waitAndDeliver(test, 6);
    equal((await running(test))?.stage, "waiting");
  },
);

onEachDatabase(
  "tells more addresses than a notice may have",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    const addresses = Array.from({ length: 9 }, (_, at) => `${at}@example.com`);
    await moveAda(test, addresses);
    await test.start();
    equal(server.sent.length, 10);
    await waitAndDeliver(test, 52);
    equal(server.sent.length, 20);
    equal((await running(test))?.notices, 20);
    await waitAndDeliver(test, 25);
    equal(server.sent.length, 21);
    const [ready] = server.sent.slice(-1);
    equal(ready.to, "8@example.com");
  },
);

onEachDatabase(
  "an email that a killed process had sent is sent again rather than not counted",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering(settings, { openMail });
    const { services } = test;
    const { done } = services.store.mailQueue;
    const kill = () => Promise.reject(new Error("killed"));
    Object.assign(services.store.mailQueue, { done: kill });
    await test.start();
    Object.assign(services.store.mailQueue, { done });
    equal(server.sent.length, 1);
    await waitAndDeliver(test, 1);
    const recovery = await running(test);
    assert.ok((recovery?.notices ?? 0) >= 1);
    equal(recovery?.stage, "waiting");
  },
);

onEachDatabase(
  "the last email reaches an address that was changed just before the longest wait",
  async ({ settings }) => {
    const { server, openMail } = mailServer();
    await using test = await recovering({
      ...settings,
      features: { account_recovery: { RECOVERY_WAIT_HOURS: LONGEST_HOURS } },
    }, { openMail });
    const keptMs = TOKEN_SECONDS.undo_address * 1000;
    await moveAda(test, ["thief@example.com"], keptMs);
    await test.start();
    await waitAndDeliver(test, LONGEST_HOURS - 12);
    equal((await running(test))?.stage, "ending");
    const told = server.sent.filter(({ to }) => to === "ada@example.com");
    equal(told.map(({ subject }) => subject), [
      "Someone is recovering your account",
      "Your account recovery is almost over",
    ]);
  },
);
