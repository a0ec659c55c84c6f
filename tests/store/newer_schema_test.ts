/** What a running process does when a newer app changes its database. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { createLog } from "../../lib/latchkey/telemetry/log.ts";
import { createSchemaCheck } from "../../lib/latchkey/background_jobs.ts";
import { StoreUnavailableError } from "../../lib/latchkey/database/unavailable.ts";
import { startBackgroundJobs } from "../../lib/latchkey/background_jobs.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import { until } from "../../lib/latchkey/testing/until.ts";
import { aUser } from "../../lib/latchkey/testing/database/fixtures.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../lib/latchkey/testing/database/on_each_database.ts";

/** A store on which a newer app has its hand. */
async function changing({ open, edit, dialect }: TestDatabase) {
  const { store } = await open();
  const [no, yes] = dialect === "sqlite" ? [0, 1] : [false, true];
  return {
    store: { ...store, close: () => Promise.resolve() },
    /** Does what a newer app does when it starts. */
    upgrade: (isBreaking: boolean) =>
      edit(
        `insert into latchkey_migrations
         values ('newer/1', ${isBreaking ? yes : no}, 1)`,
      ),
    /** Goes back, as with a backup. */
    goBack: () =>
      edit("delete from latchkey_migrations where name = 'newer/1'"),
  };
}

const isRefusal = (error: unknown) =>
  error instanceof StoreUnavailableError && error.trouble === "newer";

const statusOf = async (answer: Promise<Response>) => (await answer).status;

const logIn = ({ fetch }: Site) =>
  statusOf(
    fetch("/token", { method: "POST", body: new URLSearchParams(ANNA) }),
  );

onEachDatabase(
  "a newer schema is 503 and one clear line once a running process sees it, and well again by itself",
  async (test) => {
    const { store, upgrade, goBack } = await changing(test);
    const logged: string[] = [];
    const log = createLog("info", "json", (_level, line) => logged.push(line));
    const lines = () =>
      logged.map((line) => JSON.parse(line))
        .filter(({ event }) => event.startsWith("store.schema"));
    await using site = await openSite({ store, log });
    const look = createSchemaCheck(site.services);
    await look();
    equal(await logIn(site), 200);
    equal(lines(), []);

    await upgrade(true);
    for (let time = 0; time < 3; time++) await look();
    equal(await logIn(site), 503);
    equal(await statusOf(site.fetch("/readyz")), 503);
    equal(await statusOf(site.fetch("/healthz")), 200);
    equal(lines().map(({ event }) => event), ["store.schema_newer"]);
    ok(/newer version.*newer\/1/.test(lines()[0].said));

    await goBack();
    for (let time = 0; time < 3; time++) await look();
    equal(await logIn(site), 200);
    equal(await statusOf(site.fetch("/readyz")), 200);
    const [, last, ...rest] = lines();
    equal([last.event, rest], ["store.schema_known", []]);
  },
);

onEachDatabase(
  "what a newer app has changed is neither read nor written",
  async (test) => {
    const { store, upgrade, goBack } = await changing(test);
    const user = aUser();
    await upgrade(true);
    ok(await store.ping().then(() => false, isRefusal));
    const answers = await Promise.allSettled([
      store.users.create(user),
      store.users.byId(user.id),
      store.sessions.end("x"),
      store.limits.take([["x", { burst: 1, refillSeconds: 1 }]], Date.now()),
      store.mailQueue.list({ limit: 1 }),
      store.forgetExpired(Date.now()),
    ]);
    ok(
      answers.every((answer) =>
        answer.status === "rejected" && isRefusal(answer.reason)
      ),
    );
    await goBack();
    await store.ping();
    equal(await store.users.byId(user.id), null);
    equal(await store.users.create(user), true);
  },
);

onEachDatabase(
  "a newer app with compatible changes leaves the running ones serving",
  async (test) => {
    const { store, upgrade } = await changing(test);
    await upgrade(false);
    await store.ping();
    equal(await store.users.create(aUser()), true);
  },
  "migrated",
);

onEachDatabase(
  "upkeep sees a newer schema though nobody asks for it",
  async (test) => {
    const { store, upgrade } = await changing(test);
    await using site = await openSite({ store });
    await upgrade(true);
    const upkeep = startBackgroundJobs(site.services);
    try {
      await until(async () => await logIn(site) === 503);
    } finally {
      upkeep.stop();
    }
  },
  "migrated",
);
