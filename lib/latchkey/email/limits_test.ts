/** Limits on emails per mailbox protect it without blocking its owner. */
import assert from "node:assert/strict";
import { newAddressEmail } from "../features/email_change/emails.tsx";
import { loginLinkEmail } from "../features/login_link/emails.tsx";
import { passwordChangedEmail } from "../features/password/emails.tsx";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { newDeviceEmail } from "../features/session/emails.tsx";
import { signUpEmail } from "../features/sign_up/emails.tsx";
import { verificationEmail } from "../features/verification/emails.tsx";
import { revokeTokens } from "../features/tokens/one_time_tokens.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { MAILBOX_LIMIT, mailboxKey } from "./limits.ts";
import { SendFailure } from "./transport.ts";
import {
  addUser,
  type TestServices,
  testServices,
} from "../testing/services.ts";
import { type MailRequest, requestFor } from "../testing/email/messages.ts";

const RECOVER: MailRequest = requestFor(recoveryEmail, {
  address: "ada@example.com",
});
const NOTICE_CLIENT = { userAgent: "Test/1.0", client: "192.0.2.x", at: 0 };

/** Sends a number of requests and returns how many emails each address got. */
async function sentTo(
  services: TestServices,
  times: number,
  request: (time: number) => MailRequest,
): Promise<Record<string, number>> {
  for (let time = 0; time < times; time++) {
    await services.mail.send(...request(time));
  }
  await services.mail.settled();
  const counts: Record<string, number> = {};
  for (const { to } of services.mailbox.messages()) {
    counts[to] = (counts[to] ?? 0) + 1;
  }
  return counts;
}

Deno.test("queues an email for a hundred concurrent requests, whether the address has an account or not", async () => {
  for (const address of ["ada@example.com", "nobody@example.com"]) {
    await using services = await testServices();
    await addUser(services);
    const added: string[] = [];
    const { mailQueue } = services.store;
    const store = {
      ...services.store,
      mailQueue: {
        ...mailQueue,
        add: (mail: Parameters<typeof mailQueue.add>[0]) => {
          added.push(mail.kind);
          return mailQueue.add(mail);
        },
      },
    };
    const mailer = createSiteMailer(
      { ...services, store },
      { send: () => Promise.resolve() },
    );
    const spellings = [address, address.toUpperCase(), ` ${address} `];
    for (let count = 0; count < 110; count++) {
      await mailer.send(recoveryEmail, { address: spellings[count % 3] });
    }
    assert.equal(added.length, 100);
    await mailer.settled();
  }
});

Deno.test("limits a mailbox's emails over all kinds and over all its tagged addresses", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  await addUser(services, { address: "ada+shop@example.com" });
  for (let count = 0; count < 30; count++) {
    const address = `ada+${count}@example.com`;
    await addUser(services, { address, passwordHash: "x", verified: false });
  }
  const { addressKey: address } = (await services.store.users.byId(id))!;
  const tag = (count: number) => `Ada+${count}@example.com`;
  const link = { remembered: false, next: "/" };
  const kinds: ((count: number) => MailRequest)[] = [
    () => requestFor(loginLinkEmail, { ...link, address, browser: "" }),
    () => (requestFor(recoveryEmail, { address })),
    (count) => (requestFor(recoveryEmail, { address: tag(count % 30) })),
    (count) =>
      requestFor(loginLinkEmail, {
        ...link,
        address: tag(count % 30),
        browser: "",
      }),
    (
      count,
    ) => (requestFor(signUpEmail, {
      address: tag(count),
      userId: "x",
      browser: "",
    })),
    (
      count,
    ) => (requestFor(newAddressEmail, {
      userId: id,
      newAddress: `ada+new${count}@example.com`,
      credentialEpoch: 0,
    })),
  ];
  const total = async (times: number) => {
    const counts = await sentTo(
      services,
      times,
      (time) => kinds[time % kinds.length](time),
    );
    return Object.values(counts).reduce((sum, count) => sum + count);
  };
  const reserved = 2; // The first link and the first recovery of the confirmed account.
  assert.equal(await total(120), MAILBOX_LIMIT.burst + reserved);
  services.clock.advance(MAILBOX_LIMIT.refillSeconds * 1000);
  const more = reserved / 2; // The link no longer works; the recovery does.
  assert.equal(await total(120), MAILBOX_LIMIT.burst + reserved + 1 + more);
});

Deno.test("sends one email although strangers used up the mailbox's limit when no earlier link works", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const none = (
    time: number,
  ): MailRequest => (requestFor(newAddressEmail, {
    userId: id,
    newAddress: `ada+${time}@example.com`,
    credentialEpoch: 0,
  }));
  await sentTo(services, 30, none);
  for (const purpose of ["recover", "login_link"] as const) {
    const request: MailRequest = purpose === "recover"
      ? RECOVER
      : requestFor(loginLinkEmail, {
        address: "ada@example.com",
        browser: "",
        remembered: false,
        next: "/",
      });
    for (let time = 1; time < 4; time++) {
      const counts = await sentTo(services, 5, () => request);
      const { length } = await services.store.oneTimeTokens.listOf(id);
      assert.equal(
        counts["ada@example.com"],
        purpose === "recover" ? time : time + 3,
      );
      assert.ok(length > 0);
      await revokeTokens(services, id, purpose);
    }
  }
});

Deno.test("sends a new googlemail.com account its email although strangers used up the mailbox's limit", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  await sentTo(
    services,
    30,
    (
      time,
    ) => (requestFor(newAddressEmail, {
      userId: id,
      newAddress: `bob+${time}@gmail.com`,
      credentialEpoch: 0,
    })),
  );
  const address = "bob@googlemail.com";
  const user = { address, passwordHash: "x", verified: false };
  const { id: userId } = await addUser(services, user);
  const counts = await sentTo(
    services,
    3,
    () => (requestFor(verificationEmail, { userId, browser: "" })),
  );
  assert.equal(counts[address], 1);
});

Deno.test("strangers can't use up the security notices of an owner", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  await sentTo(services, 30, () => RECOVER);
  await services.mail.send(newDeviceEmail, { userId: id, ...NOTICE_CLIENT });
  await services.mail.send(passwordChangedEmail, {
    userId: id,
    ...NOTICE_CLIENT,
  });
  await services.mail.settled();
  const kinds = services.mailbox.messages().map(({ kind }) => kind);
  assert.ok(kinds.includes("new_device") && kinds.includes("password_changed"));
});

Deno.test("an account can't fill a stranger's mailbox by changing its address to theirs", async () => {
  await using services = await testServices();
  const ids: string[] = [];
  for (let count = 0; count < 20; count++) {
    const address = `${count}@example.com`;
    ids.push((await addUser(services, { address, passwordHash: "x" })).id);
  }
  const counts = await sentTo(
    services,
    20,
    (
      time,
    ) => (requestFor(newAddressEmail, {
      userId: ids[time],
      newAddress: "stranger@example.com",
      credentialEpoch: 0,
    })),
  );
  assert.deepEqual(counts, { "stranger@example.com": MAILBOX_LIMIT.burst });
});

Deno.test("counts a retried email once", async () => {
  await using services = await testServices();
  await addUser(services);
  let fails = true;
  let sent = 0;
  const mailer = createSiteMailer(services, {
    send() {
      if (fails) return Promise.reject(new SendFailure("Later."));
      sent++;
      return Promise.resolve();
    },
  });
  await mailer.send(...RECOVER);
  await mailer.settled(); // Otherwise several requests at once would find that no link works.
  for (let count = 0; count < 20; count++) await mailer.send(...RECOVER);
  await mailer.settled();
  fails = false;
  services.clock.advance(30_000);
  await mailer.deliver();
  assert.equal(sent, MAILBOX_LIMIT.burst + 1);
});

Deno.test("treats tags, and dots at Gmail, as the same mailbox", () => {
  for (
    const [address, mailbox] of [
      ["Ada+Shop@Example.com", "ada@example.com"],
      ["ada+a+b@example.com", "ada@example.com"],
      ["+ada@example.com", "+ada@example.com"],
      ["a.da@example.com", "a.da@example.com"],
      ["A.d.a+x@GoogleMail.com", "ada@gmail.com"],
      ["ada@notgmail.com", "ada@notgmail.com"],
    ]
  ) {
    assert.equal(mailboxKey(address), mailbox);
  }
});
