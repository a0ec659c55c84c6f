import assert from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { codeIn } from "../../testing/email/messages.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { emailCodeEmail } from "./emails.tsx";
import { emailCode } from "./feature.ts";

const site = { ...TEST_SITE, features: [emailCode] };
const MINUTE = 60_000;

/** Ada, and the codes she is sent. */
async function withAda({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ site, settings });
  const user = await addUser(services);
  const codes = services.use(emailCode);
  const sending = (boundTo: string) => ({
    user,
    boundTo,
    purpose: "login" as const,
    language: "en",
    clientInfo: clientInfo(),
  });
  return {
    services,
    codes,
    sending,
    async ask(boundTo: string): Promise<string> {
      assert.equal(await codes.send(sending(boundTo)), null);
      await services.mail.settled();
      return codeIn(services.mailbox.messages()[0]);
    },
    enter: (boundTo: string, code: string) =>
      codes.verify(sending(boundTo), code),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

onEachDatabase(
  "a code works once, however many send it at once",
  async (test) => {
    await using ada = await withAda(test);
    const code = await ada.ask("one");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ada.enter("one", code)),
    );
    assert.equal(answers.filter(Boolean).length, 1);
  },
);

onEachDatabase("a code only works where it was asked for", async (test) => {
  await using ada = await withAda(test);
  const first = await ada.ask("one");
  const second = await ada.ask("two");
  if (first !== second) assert.equal(await ada.enter("one", second), false);
  assert.equal(await ada.enter("three", first), false);
  assert.equal(await ada.enter("one", first), true);
  assert.equal(await ada.enter("two", second), true);
});

onEachDatabase("the newest code counts, for ten minutes", async (test) => {
  await using ada = await withAda(test);
  const { services, codes, sending } = ada;
  assert.equal(await codes.isSent(sending("one")), "no");
  const old = await ada.ask("one");
  const code = await ada.ask("one");
  if (old !== code) assert.equal(await ada.enter("one", old), false);
  services.clock.advance(10 * MINUTE - 1);
  assert.equal(await codes.isSent(sending("one")), "yes");
  services.clock.advance(1);
  assert.equal(await codes.isSent(sending("one")), "no");
  assert.equal(await ada.enter("one", code), false);
});

onEachDatabase("a code allows five attempts", async (test) => {
  await using ada = await withAda(test);
  const code = await ada.ask("one");
  const wrong = code === "000000" ? "000001" : "000000";
  for (let attempt = 0; attempt < 5; attempt++) {
    assert.equal(await ada.enter("one", wrong), false);
  }
  assert.equal(await ada.codes.isSent(ada.sending("one")), "no");
  assert.equal(await ada.enter("one", code), false);
});

onEachDatabase(
  "sends five codes at once, then one every ten minutes",
  async (test) => {
    await using ada = await withAda(test);
    const { codes, sending, services } = ada;
    for (let sent = 0; sent < 5; sent++) await ada.ask(`${sent}`);
    assert.deepEqual(await codes.send(sending("more")), {
      reason: "limited",
      retryAfterSeconds: 600,
    });
    assert.equal(await codes.isSent(sending("more")), "no");
    assert.equal(services.mailbox.messages().length, 5);
    services.clock.advance(10 * MINUTE);
    await ada.ask("more");
  },
);

onEachDatabase(
  "an email that is late by ten minutes is not sent",
  async (test) => {
    await using ada = await withAda(test);
    const { services, codes, sending } = ada;
    await services.mail.send(
      emailCodeEmail,
      {
        userId: sending("one").user.id,
        boundTo: "one",
        purpose: "login",
        language: "en",
        userAgent: "",
        client: "",
        at: services.now() - 10 * MINUTE,
      },
    );
    await services.mail.settled();
    assert.equal(services.mailbox.messages().length, 0);
    assert.equal(await codes.isSent(sending("one")), "no");
  },
);

Deno.test("a code is offered to confirmed accounts, by the setting or if they have nothing else", async () => {
  const cases: [Parameters<typeof addUser>[1], setting: boolean, boolean][] = [
    [{}, true, true],
    [{}, false, false],
    [{ verified: false }, true, false],
    [{ passwordHash: "" }, false, true],
    [{ passwordHash: "", verified: false }, false, false],
  ];
  for (const [user, setting, isOffered] of cases) {
    const features = { email_code: { EMAIL_CODE_FOR_NEW_DEVICES: setting } };
    await using services = await testServices({ site, settings: { features } });
    const ada = await addUser(services, user);
    assert.equal(await services.use(emailCode).isOffered(ada), isOffered);
  }
});

Deno.test("the setting is on in production, and off where no email can be sent", async () => {
  for (
    const [appEnv, smtp, isOffered] of [
      ["production", true, true],
      ["production", false, false],
      ["test", true, false],
      ["development", true, false],
    ] as const
  ) {
    await using services = await testServices({ site, settings: { appEnv } });
    const ada = await addUser(services, { address: "ada@example.org" });
    const mail = { ...services.mail, enabled: smtp };
    const codes = emailCode.queries(services.database.db, {
      services: { ...services, mail },
      settings: { EMAIL_CODE_FOR_NEW_DEVICES: null },
    });
    assert.equal(await codes.isOffered(ada), isOffered, appEnv);
  }
});
