import assert from "node:assert/strict";
import { authenticatorApp, emailCode, passkeys } from "../../features.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { defineFeature } from "../../feature.ts";
import type { Factor } from "../../factor.ts";
import { dueFactors } from "./factors.ts";
import { factorDeadline, startGracePeriod } from "./required_factor.ts";
import { mustUseFactor } from "../../settings/required_factor.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A factor that an account has or not, as a test wishes. */
function switchable(asked: Factor["asked"]) {
  const state = { isSetUp: false };
  const feature = defineFeature({
    name: `test_${asked}`,
    factor: {
      asked,
      isSetUp: () => Promise.resolve(state.isSetUp),
      verify: () => Promise.resolve(false),
    },
  });
  return { feature, state };
}

/** An admin on a site that requires a second factor of admins. */
async function withAdmin(
  { settings }: Pick<TestDatabase, "settings">,
  required = ["admin"],
) {
  const { feature, state } = switchable("if_required");
  const services = await testServices({
    site: { ...TEST_SITE, features: [feature] },
    settings: { ...settings, requireSecondFactor: required },
  });
  const admin = await addUser(services, { roles: ["admin"] });
  return {
    services,
    admin,
    factor: state,
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

onEachDatabase(
  "the grace period starts once, and ends after seven days",
  async (test) => {
    await using site = await withAdmin(test);
    const { services, admin } = site;
    const start = services.now();
    assert.deepEqual(await factorDeadline(services, admin), {
      dueAt: null,
      isOverdue: false,
    });
    const due = { dueAt: start + 7 * DAY, isOverdue: false };
    assert.deepEqual(await startGracePeriod(services, admin), due);
    services.clock.advance(7 * DAY - 1);
    assert.deepEqual(await startGracePeriod(services, admin), due);
    services.clock.advance(1);
    const overdue = { ...due, isOverdue: true };
    assert.deepEqual(await startGracePeriod(services, admin), overdue);
    assert.deepEqual(await factorDeadline(services, admin), overdue);
  },
);

onEachDatabase(
  "a factor or a role that comes and goes gives no more time",
  async (test) => {
    await using site = await withAdmin(test);
    const { services, admin, factor } = site;
    await startGracePeriod(services, admin);
    services.clock.advance(6 * DAY);
    factor.isSetUp = true;
    assert.equal(await startGracePeriod(services, admin), null);
    factor.isSetUp = false;
    const plain = { ...admin, roles: [] };
    assert.equal(await startGracePeriod(services, plain), null);
    services.clock.advance(DAY);
    assert.equal((await startGracePeriod(services, admin))?.isOverdue, true);
  },
);

onEachDatabase(
  "of twenty who start it at once, all get the same time",
  async (test) => {
    await using site = await withAdmin(test);
    const { services, admin } = site;
    const started = await Promise.all(
      Array.from(
        { length: 20 },
        (_, at) =>
          services.store.factorGracePeriods.start(
            admin.id,
            services.now() + at,
          ),
      ),
    );
    assert.equal(new Set(started).size, 1);
  },
);

onEachDatabase("a clock that went back gives no more time", async (test) => {
  await using site = await withAdmin(test);
  const { services, admin } = site;
  await startGracePeriod(services, admin);
  services.clock.advance(-30 * DAY);
  assert.equal((await startGracePeriod(services, admin))?.isOverdue, true);
});

onEachDatabase(
  "nothing is stored for an account that is gone",
  async (test) => {
    await using site = await withAdmin(test);
    const { services } = site;
    await services.store.factorGracePeriods.start("gone", 5);
    assert.equal(await services.store.factorGracePeriods.find("gone"), null);
  },
);

onEachDatabase("without a grace period it is due at once", async (test) => {
  await using site = await withAdmin(test);
  const { admin } = site;
  const settings = { ...site.services.settings, secondFactorGraceSeconds: 0 };
  const services = { ...site.services, settings };
  assert.equal((await factorDeadline(services, admin))?.isOverdue, true);
  assert.equal((await startGracePeriod(services, admin))?.isOverdue, true);
});

Deno.test("applies by role, or to everyone", () => {
  const cases: [required: string[], roles: string[], boolean][] = [
    [[], ["admin"], false],
    [["admin"], ["admin"], true],
    [["admin"], ["editor"], false],
    [["admin"], [], false],
    [["editor", "admin"], ["admin"], true],
    [["everyone"], [], true],
  ];
  for (const [requireSecondFactor, roles, applies] of cases) {
    const settings = { requireSecondFactor };
    assert.equal(mustUseFactor({ settings }, { roles }), applies);
  }
});

Deno.test("a login asks for a passkey only of those who must use a factor", async () => {
  for (const required of [[], ["admin"]]) {
    await using site = await withAdmin({
      settings: { databaseFile: ":memory:", databaseUrl: null },
    }, required);
    const { services, admin, factor } = site;
    factor.isSetUp = true;
    for (const method of ["password", "link", "recovery"] as const) {
      const due = await dueFactors(services, admin, {
        method,
        clientInfo: clientInfo(),
      });
      assert.equal(due.length, required.length, method);
    }
    const done = { method: "passkey", clientInfo: clientInfo() } as const;
    assert.deepEqual(await dueFactors(services, admin, done), []);
  }
});

Deno.test("an emailed code doesn't count as a second factor", async () => {
  const site = {
    ...TEST_SITE,
    features: [authenticatorApp, emailCode, passkeys],
  };
  const settings = {
    requireSecondFactor: ["everyone"],
    features: {
      email_code: { EMAIL_CODE_FOR_NEW_DEVICES: true },
      passkeys: { PASSKEY_ORIGINS: [] },
    },
  };
  await using services = await testServices({ site, settings });
  const ada = await addUser(services);
  assert.notEqual(await startGracePeriod(services, ada), null);
});
