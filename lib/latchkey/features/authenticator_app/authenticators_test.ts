import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import { deleteExpired } from "../../database/expiry.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import type { TestDatabase } from "../../testing/database/on_each_database.ts";
import { authenticatorApp } from "./feature.ts";

const STEP_MS = 30_000;
const site = { ...TEST_SITE, features: [authenticatorApp] };

/** A user and their app, which shows what `code` returns. */
async function adasApp({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ site, settings });
  const ada = await addUser(services);
  const apps = services.use(authenticatorApp);
  const setup = await apps.begin(ada.id, ada.address);
  const totp = new TOTP({ secret: Secret.fromBase32(setup.key) });
  const code = (steps = 0) =>
    totp.generate({ timestamp: services.now() + steps * STEP_MS });
  return {
    services,
    apps,
    ada,
    setup,
    code,
    /** Sets the app up, and lets its code be over. */
    async confirm() {
      const given = { code: code(), name: "Phone" };
      assert.ok(await apps.confirm(ada.id, setup.id, given));
      services.clock.advance(3 * STEP_MS);
    },
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

onEachDatabase("an app counts once it showed a code", async (test) => {
  await using app = await adasApp(test);
  const { apps, ada, setup, code } = app;
  assert.match(setup.key, /^[A-Z2-7]{32}$/);
  assert.equal(
    setup.uri.split("?")[0],
    `otpauth://totp/${encodeURIComponent(site.name)}:ada%40example.com`,
  );
  assert.equal(await apps.verify(ada.id, code()), false);
  assert.deepEqual(await apps.list(ada.id), []);
  for (const wrong of ["", "12345", "1234567", "abcdef", " ", code(5)]) {
    const given = { code: wrong, name: "Phone" };
    assert.equal(await apps.confirm(ada.id, setup.id, given), false, wrong);
  }
  assert.deepEqual(await apps.setup(ada.id, setup.id, ada.address), setup);
  await app.confirm();
  assert.equal(await apps.setup(ada.id, setup.id, ada.address), null);
  assert.equal(await apps.verify(ada.id, code()), true);
  const [{ name, lastUsedAt }] = await apps.list(ada.id);
  assert.deepEqual([name, lastUsedAt], ["Phone", app.services.now()]);
});

onEachDatabase(
  "a code may be a step early or late, and no more",
  async (test) => {
    await using app = await adasApp(test);
    await app.confirm();
    for (
      const [steps, taken] of [[-2, false], [2, false], [-1, true], [
        1,
        true,
      ]] as const
    ) {
      const { apps, ada, code } = app;
      assert.equal(await apps.verify(ada.id, code(steps)), taken, `${steps}`);
    }
  },
);

onEachDatabase("a code is used once, and none before it", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, ada, code } = app;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => apps.verify(ada.id, code())),
  );
  assert.equal(answers.filter((isRight) => isRight).length, 1);
  assert.equal(await apps.verify(ada.id, code(-1)), false);
  assert.equal(await apps.verify(ada.id, code(1)), true);
});

onEachDatabase(
  "the code that sets an app up logs nobody in afterwards",
  async (test) => {
    await using app = await adasApp(test);
    const { apps, ada, setup, code } = app;
    assert.ok(await apps.confirm(ada.id, setup.id, { code: code(), name: "" }));
    assert.equal(await apps.verify(ada.id, code()), false);
  },
);

onEachDatabase("an app is its owner's alone", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, setup, code, services } = app;
  const { id } = await addUser(services, { address: "bob@example.com" });
  assert.equal(await apps.verify(id, code()), false);
  assert.equal(await apps.remove(id, setup.id), false);
  const given = { code: code(), name: "" };
  assert.equal(await apps.confirm(id, setup.id, given), false);
  assert.deepEqual(await apps.list(id), []);
});

onEachDatabase("a secret that another row has opens nothing", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, code, services } = app;
  const bob = await addUser(services, { address: "bob@example.com" });
  const [{ secret }] = await test.edit<{ secret: string }>(
    "select secret from authenticator_apps",
  );
  assert.ok(!secret.includes(app.setup.key));
  await test.edit(`update authenticator_apps set user_id = '${bob.id}'`);
  assert.equal(await apps.verify(bob.id, code()), false);
});

onEachDatabase(
  "setting another app up replaces the one that was not finished",
  async (test) => {
    await using app = await adasApp(test);
    const { apps, ada, setup } = app;
    const other = await apps.begin(ada.id, ada.address);
    assert.notEqual(other.key, setup.key);
    assert.equal(await apps.setup(ada.id, setup.id, ada.address), null);
    assert.deepEqual(await apps.setup(ada.id, other.id, ada.address), other);
  },
);

onEachDatabase("a removed app opens nothing", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, ada, setup, code } = app;
  assert.equal(await apps.remove(ada.id, setup.id), true);
  assert.equal(await apps.verify(ada.id, code()), false);
  assert.equal(await apps.remove(ada.id, setup.id), false);
});

const DAY_MS = 24 * 60 * 60 * 1000;

onEachDatabase("an app must be set up within an hour", async (test) => {
  await using app = await adasApp(test);
  const { apps, ada, setup, code, services } = app;
  services.clock.advance(60 * 60 * 1000);
  assert.equal(await apps.setup(ada.id, setup.id, ada.address), null);
  const given = { code: code(), name: "Phone" };
  assert.equal(await apps.confirm(ada.id, setup.id, given), false);
  await deleteExpired(services.database, site.features, services.now());
  assert.deepEqual(
    await test.edit("select id from authenticator_apps"),
    [],
  );
});

onEachDatabase("a user has three apps at most", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, ada, services } = app;
  const add = async () => {
    const { id, key } = await apps.begin(ada.id, ada.address);
    const totp = new TOTP({ secret: Secret.fromBase32(key) });
    const code = totp.generate({ timestamp: services.now() });
    return await apps.confirm(ada.id, id, { code, name: "More" });
  };
  assert.deepEqual([await add(), await add(), await add()], [
    true,
    true,
    false,
  ]);
  assert.equal((await apps.list(ada.id)).length, 3);
});

onEachDatabase(
  "a code works however its digits are typed",
  async (test) => {
    await using app = await adasApp(test);
    await app.confirm();
    const { apps, ada, code, services } = app;
    for (
      const typed of [
        ` ${code().slice(0, 3)} ${code().slice(3)}\u200f`,
        inDigits(code(2), 0xff10),
        inDigits(code(4), 0x660),
        inDigits(code(6), 0x6f0),
      ]
    ) {
      assert.equal(await apps.verify(ada.id, typed), true, typed);
      services.clock.advance(2 * STEP_MS);
    }
  },
);

/** The digits of a code in another script, by the character of its zero. */
function inDigits(code: string, zero: number): string {
  return code.replace(/\d/g, (digit) => String.fromCharCode(zero + +digit));
}

onEachDatabase(
  "a code that was used while the clock was ahead blocks none afterwards",
  async (test) => {
    await using app = await adasApp(test);
    await app.confirm();
    const { apps, ada, code, services } = app;
    services.clock.advance(365 * DAY_MS);
    assert.equal(await apps.verify(ada.id, code()), true);
    services.clock.advance(-365 * DAY_MS);
    assert.equal(await apps.verify(ada.id, code()), true);
    assert.equal(await apps.verify(ada.id, code()), false);
    services.clock.advance(-STEP_MS);
    assert.equal(await apps.verify(ada.id, code(1)), false, "used already");
  },
);

onEachDatabase(
  "undo deletes the apps set up since, and restores those removed since",
  async (test) => {
    await using app = await adasApp(test);
    await app.confirm();
    const { apps, ada, setup, code, services } = app;
    const since = services.now();
    assert.equal(await apps.remove(ada.id, setup.id), true);
    const { id, key } = await apps.begin(ada.id, ada.address);
    const totp = new TOTP({ secret: Secret.fromBase32(key) });
    const evil = () => totp.generate({ timestamp: services.now() });
    assert.ok(await apps.confirm(ada.id, id, { code: evil(), name: "Evil" }));
    services.clock.advance(7 * DAY_MS);
    await deleteExpired(services.database, site.features, services.now());
    await apps.undo(ada.id, since);
    assert.equal(await apps.verify(ada.id, evil()), false);
    assert.equal(await apps.verify(ada.id, code()), true);
    assert.deepEqual((await apps.list(ada.id)).map(({ id }) => id), [setup.id]);
  },
);

onEachDatabase("undo leaves earlier changes alone", async (test) => {
  await using app = await adasApp(test);
  await app.confirm();
  const { apps, ada, setup, code, services } = app;
  await apps.undo(ada.id, services.now());
  assert.equal(await apps.verify(ada.id, code()), true);
  await apps.remove(ada.id, setup.id);
  services.clock.advance(1);
  await apps.undo(ada.id, services.now());
  assert.deepEqual(await apps.list(ada.id), []);
});

onEachDatabase(
  "a removed app is deleted after the undo period",
  async (test) => {
    await using app = await adasApp(test);
    await app.confirm();
    const { apps, ada, setup, services } = app;
    await apps.remove(ada.id, setup.id);
    services.clock.advance(8 * DAY_MS);
    await deleteExpired(services.database, site.features, services.now());
    await apps.undo(ada.id, 0);
    assert.deepEqual(await apps.list(ada.id), []);
  },
);
