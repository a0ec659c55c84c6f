/** A process that is killed while someone signs up. */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import { rateLimit } from "../../limits/rate_limit.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { testServices } from "../../testing/services.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { signUp } from "./sign_up.ts";

const limit = rateLimit("sign-up-test", {
  client: { burst: 10, refillSeconds: 60 },
});

const REQUEST = {
  address: "ada@example.com",
  name: "",
  password: "correct horse battery staple",
  language: "en",
  browser: "b".repeat(64),
  clientInfo: clientInfo(),
  limit,
  invitation: null,
};

class Killed extends Error {}

onEachDatabase(
  "a process that is killed once it has created an account leaves its email, which a second sign-up relies on",
  async ({ settings }) => {
    await using services = await testServices({ settings });
    const { store, mail, mailbox } = services;
    const create: typeof store.users.create = async (...account) => {
      await store.users.create(...account);
      throw new Killed();
    };
    const users = { ...store.users, create };
    const dying = { ...services, store: { ...store, users } };
    await rejects(signUp(dying, REQUEST), Killed);
    services.clock.advance(10_000);
    equal(await signUp(services, REQUEST), { reason: "made" });
    await mail.deliver();
    const { subject } = ENGLISH.messages.mails.confirm;
    equal(mailbox.messages().map(({ subject }) => subject), [subject]);
  },
);

onEachDatabase(
  "a process that is killed before it has created an account leaves nothing",
  async ({ settings, edit }) => {
    await using services = await testServices({ settings });
    const { store } = services;
    const create: typeof store.users.create = (user, also) =>
      store.users.create(user, {
        ...also,
        async then(db, isAdded) {
          await also?.then?.(db, isAdded);
          throw new Killed();
        },
      });
    const users = { ...store.users, create };
    const dying = { ...services, store: { ...store, users } };
    await rejects(signUp(dying, REQUEST), Killed);
    equal(await edit("select id from users"), []);
    equal(await edit("select id from emails"), []);
  },
);
