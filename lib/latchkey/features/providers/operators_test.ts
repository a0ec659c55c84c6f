/** What operators see of linked logins and do with them, and what owners export. */
import assert from "node:assert/strict";
import { lines } from "../../testing/cli/import_lines.ts";
import { type Input, run, runJson } from "../../testing/cli/run.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { secureAccountLinkIn } from "../../testing/email/messages.ts";
import { newDataKeys } from "../../testing/keys.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { accountApp } from "../../testing/providers/account_app.ts";
import { FAKE_IDENTITY } from "../../testing/providers/fake_provider.ts";
import { addUser } from "../../testing/services.ts";
import { recovering, RECOVERING_SITE } from "../../testing/recovering.ts";
import { accountRecovery } from "../account_recovery/feature.ts";
import { findUserFactors } from "../admin/user_factors.ts";
import { findUsers } from "../admin/users.ts";
import { exportAccount } from "../export/export.ts";
import { secureAccount } from "../secure_account/secure_account.ts";
import { providers } from "./feature.ts";

const { issuer, subject } = FAKE_IDENTITY;
const LOGIN = { provider: "fake", issuer, subject, username: "ada-l" };

const MEMORY: Pick<TestDatabase, "settings"> = {
  settings: { databaseUrl: null, databaseFile: ":memory:" },
};

/** Ada with a linked login, Bob without, and the command line. */
async function withLogin({ settings }: Pick<TestDatabase, "settings">) {
  const dataKeys = newDataKeys();
  const app = await accountApp({ settings: { ...settings, dataKeys } });
  const { services } = app;
  const { store, database, site: { features } } = services;
  const input: Input = {
    features,
    database,
    env: { APP_ENV: "test", BCRYPT_COST: "4", DATA_KEYS: dataKeys },
  };
  return {
    app,
    services,
    logins: services.use(providers),
    async addAda() {
      const ada = await addUser(services);
      await addUser(services, { address: "bob@example.com" });
      await services.use(providers).link(ada.id, LOGIN);
      return ada;
    },
    cli: (args: readonly string[], piped?: string) =>
      run(store, args, { ...input, ...piped !== undefined && { piped } }),
    json: (args: readonly string[]) => runJson(store, args, input),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

onEachDatabase("operators see linked logins", async (test) => {
  await using context = await withLogin(test);
  const { services, cli, json } = context;
  const ada = await context.addAda();
  const { out } = await cli(["users", "show", "ada@example.com"]);
  assert.match(
    out,
    /^Factors {3}providers "Fake \(ada-l\)" added 2030-01-01 00:00 UTC, never used$/m,
  );
  const { factors } = await json(["users", "show", "bob@example.com"]);
  assert.deepEqual(factors, []);
  const [{ name, strong }] =
    (await findUserFactors(services, "admin", ada.id))!.factors;
  assert.deepEqual([name, strong], ["Fake (ada-l)", false]);
  const { items } = await findUsers(services, "admin", { text: "ada@" });
  assert.equal(items[0].secondFactor, false);
});

onEachDatabase(
  "an operator's reset unlinks logins, and the owner can undo it",
  async (test) => {
    await using context = await withLogin(test);
    const { services, logins, cli } = context;
    services.clock.advance(-3_600_000);
    const ada = await context.addAda();
    services.clock.advance(3_600_000);
    const reset = [
      "users",
      "reset-factors",
      ada.id,
      "--reason",
      "Asked for it",
    ];
    assert.match(
      (await cli(reset)).out,
      /Removed from ada@example\.com: providers/,
    );
    assert.deepEqual(await logins.linked(ada.id), []);
    await services.mail.deliver();
    await services.mail.settled();
    const [mail] = services.mailbox.messages();
    assert.match(mail.text, /logins that were linked to the account/);
    const [, token] = secureAccountLinkIn(mail).split("token=");
    assert.ok(await secureAccount(services, token, clientInfo()));
    assert.equal((await logins.linked(ada.id)).length, 1);
  },
);

onEachDatabase(
  "users import reads the linked logins that users export prints",
  async (test) => {
    await using from = await withLogin(MEMORY);
    await from.addAda();
    await using to = await withLogin(test);
    const args = ["users", "export", "--with-second-factors"];
    const exported = (await from.cli(args)).out;
    const { err, code } = await to.cli(["users", "import"], `${exported}\n`);
    assert.equal(code, 0, err);
    const again = (await to.cli(args)).out;
    assert.deepEqual(
      again.split("\n").toSorted(),
      exported.split("\n").toSorted(),
    );
    const browser = to.app.browser();
    await browser.through();
    assert.equal(await browser.whoIs(), "ada@example.com");
  },
);

Deno.test("an imported login opens an account whose address isn't confirmed", async () => {
  await using to = await withLogin(MEMORY);
  const account = { address: "ada@example.com", linkedLogins: [LOGIN] };
  await to.cli(["users", "import"], lines(account));
  const browser = to.app.browser();
  await browser.through({ addressVerified: false });
  assert.equal(await browser.whoIs(), "ada@example.com");
});

Deno.test("users import refuses logins that can't be right", async () => {
  await using to = await withLogin(MEMORY);
  const bad = [
    "google",
    [],
    [{ ...LOGIN, provider: "No Such" }],
    [{ ...LOGIN, subject: "" }],
    [{ ...LOGIN, extra: 1 }],
    [{ ...LOGIN, issuer: "x".repeat(256) }],
  ];
  for (const linkedLogins of bad) {
    const account = { address: "ada@example.com", linkedLogins };
    const { err } = await to.cli(["users", "import"], lines(account));
    assert.match(err, /linkedLogins must be a list/);
  }
  assert.equal(
    await to.services.store.users.byAddressKey("ada@example.com"),
    null,
  );
});

Deno.test("an owner's export has the linked logins", async () => {
  await using context = await withLogin(MEMORY);
  const ada = await context.addAda();
  const exported = JSON.stringify(
    await exportAccount(context.services, ada.id),
  );
  assert.match(exported, /248289761001/);
  assert.match(exported, /ada-l/);
});

onEachDatabase(
  "a finished recovery unlinks logins and says so, and is undone",
  async ({ settings }) => {
    const features = [...RECOVERING_SITE.features, providers];
    const site = { ...RECOVERING_SITE, features };
    await using test = await recovering(settings, { site });
    const { services, ada } = test;
    const logins = services.use(providers);
    await logins.link(ada.id, LOGIN);
    const id = await test.start();
    await test.wait(75);
    const complete = { id, passwordHash: null, client: null };
    assert.ok(await services.use(accountRecovery).complete(ada.id, complete));
    assert.deepEqual(await logins.linked(ada.id), []);
    await test.step();
    await services.mail.settled();
    const [mail] = services.mailbox.messages();
    assert.match(mail.text, /logins that were linked to the account/);
    const [, token] = secureAccountLinkIn(mail).split("token=");
    assert.ok(await secureAccount(services, token, clientInfo()));
    assert.equal((await logins.linked(ada.id)).length, 1);
  },
);

Deno.test("deleting an account deletes its linked logins", async () => {
  await using context = await withLogin(MEMORY);
  const ada = await context.addAda();
  await context.services.store.users.remove(ada.id);
  assert.equal(await context.logins.byIdentity(LOGIN), null);
});
