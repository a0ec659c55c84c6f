import assert from "node:assert/strict";
import { run, runJson } from "../../testing/cli/run.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { codeFor } from "../../testing/totp.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { passkeys } from "../passkeys/feature.ts";
import { recoveryCodes } from "../recovery_codes/feature.ts";
import { secureAccount } from "../secure_account/secure_account.ts";
import { startSession } from "../session/sessions.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { resetFactors } from "./reset_factors.ts";
import { trustBrowser, useTrustedBrowser } from "./trusted_browsers.ts";
import { findPendingLogin, startPendingLogin } from "./pending_login.ts";

const features = [authenticatorApp, recoveryCodes, passkeys];
const site = { ...TEST_SITE, features };
const REASON = "Lost her phone, called us back";

/** Ada with an app and recovery codes of which one was used, and Bob without any factor. */
async function withFactors({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ site, settings });
  const ada = await addUser(services);
  await addUser(services, { address: "bob@example.com" });
  const apps = services.use(authenticatorApp);
  const { id, key } = await apps.begin(ada.id, ada.address);
  const code = codeFor(key, services.now());
  assert.ok(await apps.confirm(ada.id, id, { code, name: "Phone" }));
  const [used] = await services.use(recoveryCodes).replace(ada.id);
  assert.ok(await services.use(recoveryCodes).use(ada.id, used));
  const { store, database } = services;
  return {
    services,
    ada,
    appId: id,
    cli: (args: readonly string[]) => run(store, args, { features, database }),
    json: (args: readonly string[]) =>
      runJson(store, args, { features, database }),
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

const RESET = ["users", "reset-factors"];

onEachDatabase(
  "users show lists second factors without their secrets",
  async (test) => {
    await using context = await withFactors(test);
    const { ada, appId, cli, json } = context;
    const { out } = await cli(["users", "show", ada.id]);
    assert.match(
      out,
      /^Factors {3}authenticator app "Phone" added 2030-01-01 00:00 UTC, last used 2030-01-01 00:00 UTC$/m,
    );
    assert.match(out, /^ {10}recovery codes \(9 left\) added 2030-01-01/m);
    const { factors } = await json(["users", "show", ada.id]);
    const at = "2030-01-01T00:00:00.000Z";
    assert.deepEqual(
      factors.map(({ createdAt, ...one }: Record<string, unknown>) => {
        assert.equal(new Date(`${createdAt}`).toISOString(), at);
        assert.equal(new Date(`${one.lastUsedAt}`).toISOString(), at);
        return { ...one, lastUsedAt: null };
      }),
      [
        {
          kind: "authenticator_app",
          id: appId,
          name: "Phone",
          lastUsedAt: null,
        },
        {
          kind: "recovery_codes",
          id: ada.id,
          name: "",
          left: 9,
          lastUsedAt: null,
        },
      ],
    );
    const bob = await cli(["users", "show", "bob@example.com"]);
    assert.match(bob.out, /^Factors {3}none$/m);
  },
);

onEachDatabase(
  "users reset-factors removes every factor, ends sessions and tells the owner, who can undo it",
  async (test) => {
    await using context = await withFactors(test);
    const { services, ada, cli, json } = context;
    await startSession(services, ada, {
      remembered: true,
      userAgent: null,
      provedAt: 0,
    });
    const begun = { method: "password", remembered: false } as const;
    const pending = await startPendingLogin(services, ada, begun);
    services.clock.advance(1000);
    const done = await json([...RESET, ada.address, "--reason", REASON]);
    assert.deepEqual(done.removed, ["authenticator_app", "recovery_codes"]);

    const { factors, sessions } = await json(["users", "show", ada.id]);
    assert.deepEqual([factors, sessions], [[], 0]);
    assert.equal(await findPendingLogin(services, pending), null);
    const { items: [newest] } = await services.store.activity
      .listOf(ada.id, { limit: 1 });
    assert.equal(newest.kind, "factors_reset");
    assert.equal(newest.detail, REASON);
    const again = await cli([...RESET, ada.address, "--reason", REASON]);
    assert.equal(again.code, 1);
    assert.match(again.err, /ada@example\.com has no second factor/);

    const [mail] = await services.store.mailQueue
      .list({ limit: 1 }).then(({ items }) => items);
    assert.equal(mail.kind, "second_factors_reset");
  },
);

onEachDatabase(
  "the owner's link after users reset-factors restores the factors",
  async (test) => {
    await using context = await withFactors(test);
    const { services, ada } = context;
    services.clock.advance(3_600_000);
    const user = await services.store.users.byId(ada.id);
    assert.ok(user);
    await resetFactors(services, user, REASON);
    await services.mail.settled();
    const [mail] = services.mailbox.messages();
    const token = /secure-account\?token=([\w-]+)/.exec(mail.text)?.[1] ?? "";
    const client = {
      userAgent: null,
      clientAddress: "192.0.2.1",
      deviceCookie: null,
    };
    assert.ok(await secureAccount(services, token, client));
    const { json } = context;
    const { factors } = await json(["users", "show", ada.id]);
    assert.deepEqual(
      factors.map(({ kind }: Record<string, unknown>) => kind),
      ["authenticator_app", "recovery_codes"],
    );
  },
);

for (const reason of ["", "  ", "x".repeat(201), "a\nb", "\x1b[31m"]) {
  Deno.test(`users reset-factors rejects the reason ${JSON.stringify(reason.slice(0, 9))} and changes nothing`, async () => {
    await using context = await withFactors({
      settings: { databaseUrl: null, databaseFile: ":memory:" },
    });
    const { ada, cli, json } = context;
    const { code, err } = await cli([
      ...RESET,
      ada.address,
      `--reason=${reason}`,
    ]);
    assert.equal(code, 2);
    assert.match(err, /--reason must be 1 to 200 characters/);
    const { factors } = await json(["users", "show", ada.id]);
    assert.equal(factors.length, 2);
  });
}

Deno.test("users reset-factors needs a reason and an account", async () => {
  await using context = await withFactors({
    settings: { databaseUrl: null, databaseFile: ":memory:" },
  });
  const { cli } = context;
  assert.equal((await cli([...RESET, "ada@example.com"])).code, 2);
  const gone = await cli([...RESET, "eve@example.com", "--reason", REASON]);
  assert.equal(gone.code, 1);
  assert.match(gone.err, /Account not found/);
});

onEachDatabase(
  "users reset-factors ends the trust in browsers",
  async (test) => {
    await using context = await withFactors(test);
    const { services, ada } = context;
    const cookie = await trustBrowser(services, ada, clientInfo());
    const client = clientInfo({ trustedBrowsers: cookie });
    assert.ok(await useTrustedBrowser(services, client, ada));
    await resetFactors(services, ada, REASON);
    assert.ok(!await useTrustedBrowser(services, client, ada));
  },
);

onEachDatabase(
  "users show tells who must set up a second factor, and by when",
  async (test) => {
    await using context = await withFactors(test);
    const { store, database } = context.services;
    const env = { REQUIRE_SECOND_FACTOR: "everyone" };
    const lineOf = async (who: string) => {
      const input = { features, database, env };
      const { out } = await run(store, ["users", "show", who], input);
      return /^Required .*$/m.exec(out)?.[0];
    };
    assert.equal(await lineOf("ada@example.com"), undefined);
    assert.equal(
      await lineOf("bob@example.com"),
      "Required  a second factor, some days after the next login",
    );
    for (
      const [daysAgo, line] of [
        [6, "Required  a second factor, by 2030-01-02 00:00 UTC"],
        [8, "Required  a second factor, overdue since 2029-12-31 00:00 UTC"],
      ] as const
    ) {
      const address = `bob${daysAgo}@example.com`;
      const { id } = await addUser(context.services, { address });
      const start = context.services.now() - daysAgo * 24 * 60 * 60 * 1000;
      await store.factorGracePeriods.start(id, start);
      assert.equal(await lineOf(address), line);
    }
  },
);
