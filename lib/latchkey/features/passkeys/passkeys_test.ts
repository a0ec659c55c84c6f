import assert from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import {
  type AuthenticatorOptions,
  softwareAuthenticator,
} from "../../testing/passkeys/software_authenticator.ts";
import { deleteExpired } from "../../database/expiry.ts";
import {
  addUser,
  type TestServices,
  testServices,
} from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { CHALLENGE_MS } from "./challenges.ts";
import { passkeys } from "./feature.ts";
import { UNDO_MS } from "../second_factor/undo_period.ts";
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

/** Deletes expired rows, as a background job does. */
async function expire({ database, now }: TestServices): Promise<void> {
  await deleteExpired(database, [passkeys], now());
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
  "a passkey whose authenticator didn't verify the person is a second factor, but logs nobody in",
  async (test) => {
    await using context = await adasPasskey(test, { userVerified: false });
    const { queries, ada, authenticator } = context;
    const answer = await context.answer();
    assert.equal(await queries.verify(PARTY, LOG_IN, answer), null);
    const stepUp = { purpose: "step_up", userId: ada.id } as const;
    const asked = await queries.requestOptions(PARTY, stepUp);
    assert.equal(asked.userVerification, "preferred");
    const second = await authenticator.get(asked);
    const shown = await queries.verify(PARTY, stepUp, second);
    assert.equal(shown?.userVerified, false);
  },
);

onEachDatabase(
  "logging in asks for user verification and names no passkeys",
  async (test) => {
    await using context = await adasPasskey(test);
    const asked = await context.queries.requestOptions(PARTY, LOG_IN);
    assert.equal(asked.userVerification, "required");
    assert.deepEqual(asked.allowCredentials, []);
  },
);

onEachDatabase(
  "an answer with another user handle, or none, logs nobody in",
  async (test) => {
    for (const userHandle of ["Ym9i", ""]) {
      await using context = await adasPasskey(test, { userHandle });
      const { queries, ada, services } = context;
      const answer = await context.answer();
      assert.equal(await queries.verify(PARTY, LOG_IN, answer), null);
      await services.store.users.remove(ada.id);
    }
  },
);

onEachDatabase(
  "an answer from a page embedded in another site's is rejected",
  async (test) => {
    await using context = await adasPasskey(test, { crossOrigin: true });
    assert.equal(context.passkey, null);
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

onEachDatabase(
  "the counter of a passkey whose syncing was turned off locks nobody out",
  async (test) => {
    await using context = await adasPasskey(test, {
      backupEligible: true,
      backedUp: false,
      counter: 7,
    });
    const { queries } = context;
    await test.edit("update passkeys set counter = 1000");
    const shown = await queries.verify(PARTY, LOG_IN, await context.answer());
    assert.ok(shown);
  },
);

onEachDatabase(
  "of two copies of a key that count the same, one gets in",
  async (test) => {
    const counted = { backedUp: false, counter: 7 };
    await using context = await adasPasskey(test, counted);
    const { queries, authenticator } = context;
    const answers = [await context.answer()];
    authenticator.countBack();
    answers.push(await context.answer());
    const shown = await Promise.all(
      answers.map((answer) => queries.verify(PARTY, LOG_IN, answer)),
    );
    assert.equal(shown.filter((passkey) => passkey !== null).length, 1);
  },
);

onEachDatabase(
  "a removed passkey opens nothing, and can be restored for a week",
  async (test) => {
    await using context = await adasPasskey(test);
    const { queries, ada, passkey, services, authenticator } = context;
    const answer = await context.answer();
    services.clock.advance(1000);
    const since = services.now();
    assert.equal(await queries.remove(ada.id, passkey!.id), true);
    assert.equal(await queries.remove(ada.id, passkey!.id), false);
    assert.equal(await queries.rename(ada.id, passkey!.id, "Mine"), false);
    assert.deepEqual(await queries.list(ada.id), []);
    assert.equal(await queries.verify(PARTY, LOG_IN, answer), null);
    assert.equal((await queries.usedPasskey(answer))?.state, "removed");
    const stepUp = { purpose: "step_up", userId: ada.id } as const;
    const asked = await queries.requestOptions(PARTY, stepUp);
    assert.deepEqual(asked.allowCredentials, []);
    const second = await authenticator.get(asked);
    assert.equal(await queries.verify(PARTY, stepUp, second), null);
    services.clock.advance(UNDO_MS - 1);
    await expire(services);
    await queries.undo(ada.id, since);
    assert.deepEqual((await queries.list(ada.id)).map(({ id }) => id), [
      passkey!.id,
    ]);
    assert.ok(await queries.verify(PARTY, LOG_IN, await context.answer()));
    await queries.reset(ada.id);
    services.clock.advance(UNDO_MS);
    await expire(services);
    assert.equal((await queries.usedPasskey(answer))?.state, "unknown");
  },
);

onEachDatabase(
  "undoing deletes what was added since, and leaves what was removed before",
  async (test) => {
    await using context = await adasPasskey(test);
    const { queries, ada, passkey, services } = context;
    const add = async () => {
      const other = await softwareAuthenticator();
      const made = await queries.creationOptions(PARTY, ada);
      const response = await other.create(made!);
      return await queries.register(PARTY, ada.id, { response, name: "Key" });
    };
    await queries.remove(ada.id, passkey!.id);
    services.clock.advance(1000);
    const kept = await add();
    services.clock.advance(1000);
    const since = services.now();
    const [thiefs, removed] = [await add(), await add()];
    await queries.remove(ada.id, removed!.id);
    await queries.undo(ada.id, since);
    const left = await queries.list(ada.id);
    assert.deepEqual(left.map(({ id }) => id), [kept!.id]);
    assert.ok(!left.some(({ id }) => id === thiefs!.id));
  },
);

onEachDatabase(
  "a passkey is called by its authenticator's name, if that is well known",
  async (test) => {
    const aaguid = "d548826e-79b4-db40-a3d8-11116f7e8349";
    await using context = await adasPasskey(test, { aaguid });
    assert.equal(context.passkey?.name, "Bitwarden");
  },
);

onEachDatabase(
  "a passkey is offered to those who have none and have not declined",
  async (test) => {
    await using context = await adasPasskey(test);
    const { queries, ada, services } = context;
    const bob = await addUser(services, { address: "bob@example.com" });
    const now = services.now();
    assert.equal(await queries.isOffered(bob.id, now), false);
    for (const { id } of [ada, bob]) await queries.offer(id);
    assert.equal(await queries.isOffered(ada.id, now), false);
    assert.equal(await queries.isOffered(bob.id, now), true);
    assert.equal(await queries.isOffered(bob.id, now + 1), false);
    await queries.decline(bob.id);
    await queries.decline(bob.id);
    await queries.offer(bob.id);
    assert.equal(await queries.isOffered(bob.id, now), false);
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
         transports, aaguid, backup_eligible, backed_up, created_at, last_used_at, expires_at
       from passkeys where id = '${context.passkey!.id}'`,
    );
  }
  assert.equal(await queries.creationOptions(PARTY, ada), null);
});
