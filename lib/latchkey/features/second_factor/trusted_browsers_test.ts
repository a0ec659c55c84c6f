import assert from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { disableAccount, enableAccount } from "../account/operator_actions.ts";
import { exportAccount } from "../export/export.ts";
import { recordFactorChange } from "./factor_changes.ts";
import { endTrust, viewTrustedBrowsers } from "./own_trusted_browsers.ts";
import {
  listTrustedBrowsers,
  TRUST_SECONDS,
  trustBrowser,
  useTrustedBrowser,
} from "./trusted_browsers.ts";
import { ENGLISH } from "../../i18n/languages.ts";

/** Ada, who trusts one browser. */
async function withTrust({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ settings });
  const ada = await addUser(services);
  const cookie = await trustBrowser(services, ada, clientInfo());
  const isTrusted = (trustedBrowsers: string | null = cookie, user = ada) =>
    useTrustedBrowser(services, clientInfo({ trustedBrowsers }), user);
  return {
    services,
    ada,
    cookie,
    isTrusted,
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

onEachDatabase(
  "a browser is trusted for 30 days, by its own account",
  async (test) => {
    await using trust = await withTrust(test);
    const { services, isTrusted, cookie } = trust;
    const bob = await addUser(services, { address: "bob@example.com" });
    assert.equal(await isTrusted(), true);
    assert.equal(await isTrusted(cookie, bob), false);
    assert.equal(await isTrusted(null), false);
    services.clock.advance(TRUST_SECONDS * 1000 - 1);
    assert.equal(await isTrusted(), true);
    services.clock.advance(1);
    assert.equal(await isTrusted(), false);
  },
);

onEachDatabase("a start in the future counts as none", async (test) => {
  await using trust = await withTrust(test);
  trust.services.clock.advance(-10 * 60_000);
  assert.equal(await trust.isTrusted(), false);
});

onEachDatabase("the database has no token", async (test) => {
  await using trust = await withTrust(test);
  const rows = await test.edit<Record<string, unknown>>(
    "select * from trusted_browsers",
  );
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(trust.cookie));
  const { services, ada } = trust;
  const exported = JSON.stringify(await exportAccount(services, ada.id));
  assert.match(exported, /trustedBrowsers/);
  assert.ok(!exported.includes(String(rows[0].hash)));
});

onEachDatabase(
  "one browser is trusted by several accounts, and the newest five stay",
  async (test) => {
    await using trust = await withTrust(test);
    const { services, ada, isTrusted } = trust;
    let cookie = trust.cookie;
    const users = [];
    for (let at = 0; at < 5; at++) {
      const user = await addUser(services, { address: `u${at}@example.com` });
      users.push(user);
      cookie = await trustBrowser(
        services,
        user,
        clientInfo({ trustedBrowsers: cookie }),
      );
      assert.equal(await isTrusted(cookie, ada), at < 4);
    }
    for (const user of users) assert.ok(await isTrusted(cookie, user));
    assert.ok(cookie.length < 5 * 44);
  },
);

onEachDatabase("trusting a browser again replaces its token", async (test) => {
  await using trust = await withTrust(test);
  const { services, ada, isTrusted, cookie } = trust;
  const again = await trustBrowser(
    services,
    ada,
    clientInfo({ trustedBrowsers: cookie }),
  );
  assert.equal(await isTrusted(cookie), false);
  assert.equal(await isTrusted(again), true);
  assert.equal((await listTrustedBrowsers(services, ada)).length, 1);
});

onEachDatabase("an account trusts its newest 20 browsers", async (test) => {
  await using trust = await withTrust(test);
  const { services, ada, isTrusted } = trust;
  for (let at = 0; at < 20; at++) {
    services.clock.advance(1000);
    await trustBrowser(services, ada, clientInfo());
  }
  assert.equal((await listTrustedBrowsers(services, ada)).length, 20);
  assert.equal(await isTrusted(), false);
});

onEachDatabase("a cookie may contain anything", async (test) => {
  await using trust = await withTrust(test);
  const { cookie, isTrusted, services, ada } = trust;
  const hostile = [
    "",
    "~",
    "x".repeat(43),
    `${cookie}~`,
    `${cookie}x`,
    ` ${cookie}`,
    "~".repeat(10_000),
    "é".repeat(43),
    Array(6).fill(cookie).join("~"),
    "' or 1=1 --",
  ];
  for (const value of hostile) {
    assert.equal(await isTrusted(value), false, value.slice(0, 60));
    const info = clientInfo({ trustedBrowsers: value });
    await trustBrowser(services, ada, info);
  }
  assert.equal(await isTrusted(`${"x".repeat(43)}~${cookie}`), true);
});

for (
  const change of [
    "hash = ''",
    "credential_epoch = 7",
    "expires_at = 0",
    "created_at = 9007199254740991",
    "id = ''",
  ]
) {
  onEachDatabase(`a row with ${change} trusts nobody`, async (test) => {
    await using trust = await withTrust(test);
    await test.edit(`update trusted_browsers set ${change}`);
    assert.equal(await trust.isTrusted(), false);
  });
}

/** What ends the trust. */
const ENDS: Readonly<
  Record<
    string,
    (trust: Awaited<ReturnType<typeof withTrust>>) => Promise<unknown>
  >
> = {
  "a new password": ({ services: { store }, ada }) =>
    store.users.secure(ada.id, { passwordHash: "$2b$04$new" }),
  '"This wasn\'t me"': ({ services: { store }, ada }) =>
    store.users.secure(ada.id, { passwordHash: "" }),
  "the removal of a factor": ({ services, ada }) =>
    recordFactorChange(services, ada, {
      change: "factor_removed",
      name: "Phone",
      clientInfo: clientInfo(),
    }),
  "disabling the account": async ({ services, ada }) => {
    await disableAccount(services, ada.id, "disabled");
    await enableAccount(services, ada.id);
  },
  "locking the account": async ({ services, ada }) => {
    await disableAccount(services, ada.id, "locked");
    await enableAccount(services, ada.id);
  },
  "logging everyone out": ({ services }) =>
    services.store.sessions.endEveryone(services.now()),
  "its owner": ({ services, ada }) =>
    endTrust(services, ada, "all", clientInfo()),
};

for (const [name, end] of Object.entries(ENDS)) {
  onEachDatabase(`${name} ends the trust`, async (test) => {
    await using trust = await withTrust(test);
    await end(trust);
    const { services, ada, isTrusted } = trust;
    assert.equal(await isTrusted(), false);
    const user = await services.store.users.byId(ada.id);
    assert.ok(user);
    assert.equal(await isTrusted(trust.cookie, user), false);
    assert.deepEqual(await listTrustedBrowsers(services, user), []);
  });
}

onEachDatabase("an owner ends one trust, and only their own", async (test) => {
  await using trust = await withTrust(test);
  const { services, ada, isTrusted } = trust;
  const bob = await addUser(services, { address: "bob@example.com" });
  const other = await trustBrowser(services, ada, clientInfo());
  const info = clientInfo({ trustedBrowsers: other });
  const [present, first] = await viewTrustedBrowsers(
    services,
    ada,
    info,
    ENGLISH.messages.device,
  );
  assert.deepEqual([present.present, first.present], [true, false]);
  assert.equal(await endTrust(services, bob, first.id, info), false);
  assert.equal(await isTrusted(), true);
  assert.equal(await endTrust(services, ada, first.id, info), true);
  assert.equal(await endTrust(services, ada, first.id, info), false);
  assert.equal(await endTrust(services, ada, "'", info), false);
  assert.equal(await isTrusted(), false);
  assert.equal(await isTrusted(other), true);
});

onEachDatabase(
  "of two who end a trust at once, one does, and a use at the same time ends with it",
  async (test) => {
    await using trust = await withTrust(test);
    const { services, ada, isTrusted } = trust;
    const [{ id }] = await listTrustedBrowsers(services, ada);
    const ended = await Promise.all(
      Array.from(
        { length: 5 },
        () => services.store.trustedBrowsers.end(ada.id, id),
      ),
    );
    assert.equal(ended.filter(Boolean).length, 1);
    assert.equal(await isTrusted(), false);
  },
);
