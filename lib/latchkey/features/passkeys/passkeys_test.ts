import assert from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import {
  type AuthenticatorOptions,
  softwareAuthenticator,
} from "../../testing/passkeys/software_authenticator.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { CHALLENGE_MS } from "./challenges.ts";
import { passkeys } from "./feature.ts";
import { MOST_PASSKEYS } from "./passkeys.ts";

const site = { ...TEST_SITE, features: [passkeys] };
const PARTY = {
  id: "localhost",
  name: site.name,
  origins: ["http://localhost:8000"],
};
const LOG_IN = { purpose: "log_in", userId: "" } as const;

/** A user, and an authenticator with a passkey of theirs. */
async function adasPasskey(
  { settings }: Pick<TestDatabase, "settings">,
  options?: AuthenticatorOptions,
) {
  const services = await testServices({ site, settings });
  const ada = await addUser(services);
  const queries = services.use(passkeys);
  const authenticator = await softwareAuthenticator(options);
  const made = await queries.creationOptions(PARTY, ada);
  const response = await authenticator.create(made!);
  const passkey = await queries.register(PARTY, ada.id, {
    response,
    name: "Phone",
  });
  return {
    services,
    ada,
    queries,
    authenticator,
    passkey,
    response,
    async answer() {
      const options = await queries.requestOptions(PARTY, LOG_IN);
      return await authenticator.get(options);
    },
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

onEachDatabase("a passkey shows whose it is", async (test) => {
  await using context = await adasPasskey(test);
  const { queries, ada, passkey, authenticator, services } = context;
  assert.equal(passkey?.id, authenticator.id);
  services.clock.advance(5);
  assert.deepEqual(
    await queries.verify(PARTY, LOG_IN, await context.answer()),
    {
      userId: ada.id,
      passkeyId: passkey?.id,
      userVerified: true,
    },
  );
  const [{ lastUsedAt, backedUp, name }] = await queries.list(ada.id);
  assert.deepEqual([lastUsedAt, backedUp, name], [
    services.now(),
    true,
    "Phone",
  ]);
});

onEachDatabase(
  "an answer counts once, of twenty at the same moment",
  async (test) => {
    await using context = await adasPasskey(test);
    const { queries, ada, response } = context;
    const answer = await context.answer();
    const shown = await Promise.all(
      Array.from({ length: 20 }, () => queries.verify(PARTY, LOG_IN, answer)),
    );
    assert.equal(shown.filter((passkey) => passkey !== null).length, 1);
    const again = { response, name: "Again" };
    assert.equal(await queries.register(PARTY, ada.id, again), null);
  },
);

onEachDatabase(
  "an answer is refused once its challenge has expired",
  async (test) => {
    await using context = await adasPasskey(test);
    const answer = await context.answer();
    context.services.clock.advance(CHALLENGE_MS);
    assert.equal(await context.queries.verify(PARTY, LOG_IN, answer), null);
  },
);

onEachDatabase("an answer to one question is none to another", async (test) => {
  await using context = await adasPasskey(test);
  const { queries, ada, authenticator, services } = context;
  const bob = await addUser(services, { address: "bob@example.com" });
  const stepUp = { purpose: "step_up", userId: ada.id } as const;
  const options = await queries.requestOptions(PARTY, stepUp);
  const answer = await authenticator.get(options);
  assert.equal(await queries.verify(PARTY, LOG_IN, answer), null);
  const bobs = { ...stepUp, userId: bob.id };
  assert.equal(await queries.verify(PARTY, bobs, answer), null);
  assert.equal((await queries.verify(PARTY, stepUp, answer))?.userId, ada.id);
});

onEachDatabase("an answer for another site is refused", async (test) => {
  for (
    const options of [{ origin: "http://evil.example" }, {
      rpId: "evil.example",
    }]
  ) {
    await using context = await adasPasskey(test, options);
    assert.equal(context.passkey, null);
    await context.services.store.users.remove(context.ada.id);
  }
});

onEachDatabase(
  "a passkey that nobody unlocked is only one factor",
  async (test) => {
    await using context = await adasPasskey(test, { userVerified: false });
    const answer = await context.answer();
    const shown = await context.queries.verify(PARTY, LOG_IN, answer);
    assert.equal(shown?.userVerified, false);
  },
);

onEachDatabase(
  "the counter of a synced passkey locks nobody out, that of a copied key does",
  async (test) => {
    for (const backedUp of [true, false]) {
      await using context = await adasPasskey(test, { backedUp, counter: 7 });
      const { queries, services, ada } = context;
      assert.ok(await queries.verify(PARTY, LOG_IN, await context.answer()));
      await test.edit("update passkeys set counter = 1000");
      const shown = await queries.verify(PARTY, LOG_IN, await context.answer());
      assert.equal(shown !== null, backedUp);
      await services.store.users.remove(ada.id);
    }
  },
);

onEachDatabase("hostile answers are refused, and none throws", async (test) => {
  await using context = await adasPasskey(test);
  const { queries, ada } = context;
  const good = JSON.parse(await context.answer());
  const { response } = good;
  const hostile = [
    "",
    "null",
    "[]",
    "{",
    JSON.stringify({ ...good, id: "unknown" }),
    JSON.stringify({ ...good, id: "x".repeat(2000) }),
    JSON.stringify({ ...good, type: "password" }),
    JSON.stringify({ ...good, response: {} }),
    JSON.stringify({ ...good, response: { ...response, signature: "AAAA" } }),
    JSON.stringify({
      ...good,
      response: { ...response, clientDataJSON: "e30" },
    }),
    JSON.stringify({
      ...good,
      response: { ...response, authenticatorData: "AA" },
    }),
    JSON.stringify({ ...good, response: { ...response, signature: "%" } }),
  ];
  for (const text of hostile) {
    assert.equal(await queries.verify(PARTY, LOG_IN, text), null, text);
    const given = { response: text, name: "" };
    assert.equal(await queries.register(PARTY, ada.id, given), null, text);
  }
});

onEachDatabase("passkeys are their owner's alone", async (test) => {
  await using context = await adasPasskey(test);
  const { queries, ada, passkey, services } = context;
  const bob = await addUser(services, { address: "bob@example.com" });
  assert.equal(await queries.rename(bob.id, passkey!.id, "Mine"), false);
  assert.equal(await queries.remove(bob.id, passkey!.id), false);
  assert.deepEqual(await queries.list(bob.id), []);
  assert.equal(await queries.rename(ada.id, passkey!.id, "Laptop"), true);
  assert.deepEqual((await queries.list(ada.id)).map(({ name }) => name), [
    "Laptop",
  ]);
  assert.equal(await queries.remove(ada.id, passkey!.id), true);
  assert.equal(
    await queries.verify(PARTY, LOG_IN, await context.answer()),
    null,
  );
});

onEachDatabase(
  "a passkey that somebody has already is not registered again",
  async (test) => {
    await using context = await adasPasskey(test);
    const { queries, authenticator, services } = context;
    const bob = await addUser(services, { address: "bob@example.com" });
    const options = await queries.creationOptions(PARTY, bob);
    const response = await authenticator.create(options!);
    const given = { response, name: "" };
    assert.equal(await queries.register(PARTY, bob.id, given), null);
  },
);

onEachDatabase("a user has so many passkeys and no more", async (test) => {
  await using context = await adasPasskey(test);
  const { queries, ada } = context;
  const [{ publicKey }] = await test.edit<{ publicKey: string }>(
    `select public_key as "publicKey" from passkeys`,
  );
  for (let n = 1; n < MOST_PASSKEYS; n++) {
    await test.edit(
      `insert into passkeys select 'p${n}', user_id, name, '${publicKey}', counter,
         transports, aaguid, backed_up, created_at, last_used_at
       from passkeys where id = '${context.passkey!.id}'`,
    );
  }
  assert.equal(await queries.creationOptions(PARTY, ada), null);
});
