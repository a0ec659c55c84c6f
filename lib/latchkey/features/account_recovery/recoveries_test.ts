import assert, { deepStrictEqual as equal } from "node:assert/strict";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { recovering, tokenFactor } from "../../testing/recovering.ts";
import { accountRecovery } from "./feature.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const BY_OWNER = { by: "session", client: null } as const;
const REQUEST = { client: null, language: "en" } as const;

onEachDatabase(
  "goes from the first email over the second to the link, and only then removes the factors",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start, step, wait } = test;
    const recoveries = services.use(accountRecovery);
    const id = await start();
    const subjects = () =>
      services.mailbox.messages().map(({ subject }) => subject);
    equal(subjects(), ["Someone is recovering your account"]);
    await step();
    await wait(48.5);
    equal(subjects()[0], "Your account recovery is almost over");
    await wait(23);
    equal(subjects().length, 2);
    equal(await recoveries.complete(ada.id, done(id)), null, "not ready yet");
    await wait(2);
    equal(subjects()[0], "You can get back into your account");
    equal(await services.use(tokenFactor).isLost(ada.id), false);
    const user = await recoveries.complete(ada.id, done(id));
    await services.mail.settled();
    equal(user?.credentialEpoch, ada.credentialEpoch + 1);
    equal(user?.sessionEpoch, ada.sessionEpoch + 1);
    equal(user?.passwordHash, ada.passwordHash);
    equal(await services.use(tokenFactor).isLost(ada.id), true);
    equal(subjects()[0], "Your account was recovered");
    equal(await kinds(test), ["recovery_completed", "recovery_started"]);
    equal(await recoveries.running(ada.id), null);
  },
);

onEachDatabase(
  "starts once, however many requests there are, and never again while it runs",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, wait } = test;
    const recoveries = services.use(accountRecovery);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => recoveries.start(ada.id, REQUEST)),
    );
    equal(results.filter(({ is }) => is === "started").length, 1);
    equal(results.filter(({ is }) => is === "running").length, 19);
    await services.mail.settled();
    equal(services.mailbox.messages().length, 1);
    await wait(40);
    const before = await recoveries.running(ada.id);
    equal((await recoveries.start(ada.id, REQUEST)).is, "running");
    equal(await recoveries.running(ada.id), before);
  },
);

onEachDatabase(
  "of 20 stops and 20 completions at once, one wins and the rest change nothing",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start, wait } = test;
    const recoveries = services.use(accountRecovery);
    const id = await start();
    await wait(75);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => [
        recoveries.cancel(ada.id, BY_OWNER),
        recoveries.complete(ada.id, done(id)),
      ]).flat(),
    );
    equal(results.filter((result) => result).length, 1);
    const isLost = await services.use(tokenFactor).isLost(ada.id);
    const [last, ...others] = await kinds(test);
    equal(last, isLost ? "recovery_completed" : "recovery_cancelled");
    equal(others, ["recovery_started"]);
  },
);

onEachDatabase(
  "advances once, however many processes run the job",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start, step, wait } = test;
    const recoveries = services.use(accountRecovery);
    await start();
    await step();
    await wait(47);
    services.clock.advance(60 * 60 * 1000);
    await Promise.all(
      Array.from({ length: 20 }, () => recoveries.advanceAll()),
    );
    await services.mail.settled();
    equal(services.mailbox.messages().length, 2);
    equal((await recoveries.running(ada.id))?.waitedMs, 2 * DAY_MS);
  },
);

onEachDatabase(
  "doesn't finish early when the clock jumps by months",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start, step } = test;
    await start();
    for (let times = 0; times < 10; times++) {
      services.clock.advance(6 * DAY_MS);
      await step();
    }
    const running = await services.use(accountRecovery).running(ada.id);
    equal(running?.stage, "waiting");
    assert.ok((running?.waitedMs ?? 0) < 0.5 * DAY_MS);
  },
);

onEachDatabase("survives a restart in every stage", async ({ settings }) => {
  const stages: string[] = [];
  {
    await using test = await recovering(settings);
    await test.start();
    await test.wait(47);
  }
  {
    await using test = await recovering(settings, { hours: 47 });
    for (let hours = 0; hours < 40; hours++) {
      await test.wait(1);
      const { ada, services } = test;
      const running = await services.use(accountRecovery).running(ada.id);
      stages.push(running?.stage ?? "none");
    }
  }
  equal(new Set(stages), new Set(["waiting", "ending", "ready"]));
});

onEachDatabase(
  "pauses after a stop by the owner, not by an operator",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start } = test;
    const recoveries = services.use(accountRecovery);
    for (let times = 0; times < 3; times++) {
      await start();
      await recoveries.cancel(ada.id, { by: "operator", client: null });
    }
    await start();
    await recoveries.cancel(ada.id, BY_OWNER);
    const until = services.now() + DAY_MS;
    equal(await recoveries.start(ada.id, REQUEST), { is: "paused", until });
    services.clock.advance(DAY_MS);
    await start();
    await recoveries.cancel(ada.id, BY_OWNER);
    services.clock.advance(2 * DAY_MS - 1);
    equal((await recoveries.start(ada.id, REQUEST)).is, "paused");
    services.clock.advance(1);
    await start();
  },
);

onEachDatabase(
  "ends when the account is disabled or has nothing left to recover",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start, step } = test;
    const recoveries = services.use(accountRecovery);
    await start();
    await services.store.users.secure(ada.id, { disabled: true });
    await step();
    equal(await recoveries.running(ada.id), null);
    equal((await recoveries.start(ada.id, REQUEST)).is, "none");
    await services.store.users.update(ada.id, { disabled: false });
    const id = await start();
    await test.wait(75);
    await services.use(tokenFactor).lose(ada.id);
    equal(await recoveries.complete(ada.id, done(id)), null);
    const before = services.mailbox.messages().length;
    await step();
    equal(await recoveries.running(ada.id), null);
    equal(services.mailbox.messages().length, before);
    equal((await recoveries.start(ada.id, REQUEST)).is, "none");
  },
);

onEachDatabase(
  "a recovery that someone else stopped is not stopped by an old link",
  async ({ settings }) => {
    await using test = await recovering(settings);
    const { services, ada, start } = test;
    const recoveries = services.use(accountRecovery);
    const first = await start();
    await recoveries.cancel(ada.id, { by: "operator", client: null });
    await start();
    const old = { by: "link", client: null, id: first } as const;
    equal(await recoveries.cancel(ada.id, old), false);
    assert.ok(await recoveries.running(ada.id));
  },
);

onEachDatabase(
  "an invalid row is never finished and doesn't block another",
  async ({ settings, edit }) => {
    await using test = await recovering(settings);
    const { services, ada, start } = test;
    const recoveries = services.use(accountRecovery);
    const id = await start();
    await edit("update account_recoveries set stage = 'magic'");
    equal(await recoveries.running(ada.id), null);
    equal(await recoveries.complete(ada.id, done(id)), null);
    await start();
  },
);

onEachDatabase(
  "is exported to its owner and deleted with the account",
  async ({ settings, edit }) => {
    await using test = await recovering(settings);
    const { services, ada, start } = test;
    await start();
    const { exportAccount } = await import("../export/export.ts");
    const exported = await exportAccount(services, ada.id);
    const section = JSON.parse(JSON.stringify(exported)).account_recovery;
    equal(section.accountRecoveries[0].stage, "telling");
    await services.store.users.remove(ada.id);
    equal(await edit("select id from account_recoveries"), []);
  },
);

function done(id: string) {
  return { id, passwordHash: null, client: null };
}

/** The kinds of the recovery's activity, newest first. */
async function kinds(
  { services, ada }: Awaited<ReturnType<typeof recovering>>,
): Promise<string[]> {
  const { items } = await services.store.activity
    .listOf(ada.id, { limit: 100 });
  return items.map(({ kind }) => kind);
}
