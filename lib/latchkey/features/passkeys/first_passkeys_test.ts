import assert from "node:assert/strict";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { softwareAuthenticator } from "../../testing/passkeys/software_authenticator.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { newUser } from "../account/new_user.ts";
import { CHALLENGE_MS } from "./challenges.ts";
import { passkeys } from "./feature.ts";

const site = { ...TEST_SITE, features: [passkeys] };
const PARTY = {
  id: "localhost",
  name: site.name,
  origins: ["http://localhost:8000"],
};
const ADDRESS = "clara@example.com";
const ACCOUNT = { id: "clara", addressKey: ADDRESS, browser: "b".repeat(64) };
const PERSON = { address: ADDRESS, name: "Clara" };

type Settings = NonNullable<Parameters<typeof testServices>[0]>["settings"];

/** What a browser made for Clara's future account. */
async function clarasPasskey(settings: Settings) {
  const services = await testServices({ site, settings });
  const queries = services.use(passkeys);
  const options = await queries.firstCreationOptions(PARTY, ACCOUNT, PERSON);
  const authenticator = await softwareAuthenticator();
  const response = await authenticator.create(options);
  const sent = { response, name: "Phone" };
  return { services, queries, sent, authenticator };
}

onEachDatabase(
  "stores a passkey with its account, or neither",
  async ({ settings }) => {
    const { services, queries, sent } = await clarasPasskey(settings);
    await using _ = services;
    const { users } = services.store;
    const first = await queries.readFirst(PARTY, ACCOUNT, sent);
    assert.ok(first?.isNew);
    const create = (id: string, address: string) =>
      users.create(
        { ...newUser(services, { address, passwordHash: "" }), id },
        {
          own: (db) =>
            services.use(passkeys, db).store({ ...first.passkey, userId: id }),
        },
      );
    await addUser(services, { address: "ada@example.com" });
    assert.equal(await create("stranger", "ada@example.com"), false);
    assert.deepEqual(await queries.list("stranger"), []);
    assert.equal(await create(ACCOUNT.id, ADDRESS), true);
    const [{ name }] = await queries.list(ACCOUNT.id);
    assert.equal(name, "Phone");
    assert.equal(await create("other", "other@example.com"), true);
    assert.deepEqual(await queries.list("other"), [], "someone has it already");
  },
);

onEachDatabase(
  "of twenty answers at the same moment, one is new",
  async ({ settings }) => {
    const { services, queries, sent } = await clarasPasskey(settings);
    await using _ = services;
    const read = await Promise.all(
      Array.from({ length: 20 }, () => queries.readFirst(PARTY, ACCOUNT, sent)),
    );
    assert.equal(read.filter((first) => first?.isNew).length, 1);
    assert.ok(read.every((first) => first !== null), "the others are repeats");
  },
);

onEachDatabase(
  "an answer is for one account, address and browser, and for ten minutes",
  async ({ settings }) => {
    const { services, queries, sent } = await clarasPasskey(settings);
    await using _ = services;
    for (
      const other of [
        { id: "eve" },
        { addressKey: "eve@example.com" },
        { browser: "e".repeat(64) },
        { browser: "" },
      ]
    ) {
      const account = { ...ACCOUNT, ...other };
      assert.equal(await queries.readFirst(PARTY, account, sent), null);
    }
    const elsewhere = { ...PARTY, id: "evil.example" };
    assert.equal(await queries.readFirst(elsewhere, ACCOUNT, sent), null);
    assert.equal(
      await queries.register(PARTY, ACCOUNT.id, sent),
      null,
      "it adds no passkey to an account that exists",
    );
    services.clock.advance(CHALLENGE_MS);
    assert.equal(await queries.readFirst(PARTY, ACCOUNT, sent), null);
  },
);
