/** A running process while a newer app changes its database. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { createLog } from "./telemetry/log.ts";
import { StoreUnavailableError } from "./database/unavailable.ts";
import { createSchemaCheck, startBackgroundJobs } from "./background_jobs.ts";
import { App } from "fresh";
import { endpoints } from "./server/endpoints.ts";
import { guardedApp } from "./testing/guarded_app.ts";
import {
  addUser,
  type TestServices,
  testServices,
} from "./testing/services.ts";
import type { State } from "./state.ts";
import { until } from "./testing/until.ts";
import { aUser } from "./testing/database/fixtures.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "./testing/database/on_each_database.ts";

/** A store whose schema a newer app has changed. */
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
    /** Restores the older schema, as a backup would. */
    goBack: () =>
      edit("delete from latchkey_migrations where name = 'newer/1'"),
  };
}

const isRejected = (error: unknown) =>
  error instanceof StoreUnavailableError && error.trouble === "newer";

/** What a page answers to a logged-in user, and what the endpoints do. */
async function openApp(services: TestServices) {
  const app = new App<State>().mountApp("", endpoints(services)).handler();
  const ask = await guardedApp(services).asBrowserOf(await addUser(services));
  return {
    page: async () => (await ask()).status,
    endpoint: async (path: string) =>
      (await app(new Request(`http://localhost${path}`))).status,
  };
}

onEachDatabase(
  "answers 503 and logs one line once a running process sees a newer schema, and recovers by itself",
  async (test) => {
    const { store, upgrade, goBack } = await changing(test);
    const logged: string[] = [];
    const log = createLog("info", "json", (_level, line) => logged.push(line));
    const lines = () =>
      logged.map((line) => JSON.parse(line))
        .filter(({ event }) => event.startsWith("database.schema"));
    await using services = await testServices({ store, log });
    const { page, endpoint } = await openApp(services);
    const look = createSchemaCheck(services);
    await look();
    equal(await page(), 200);
    equal(lines(), []);

    await upgrade(true);
    for (let time = 0; time < 3; time++) await look();
    equal(await page(), 503);
    equal(await endpoint("/readyz"), 503);
    equal(await endpoint("/healthz"), 200);
    equal(lines().map(({ event }) => event), ["database.schema_too_new"]);
    ok(/newer version.*newer\/1/.test(lines()[0].message));

    await goBack();
    for (let time = 0; time < 3; time++) await look();
    equal(await page(), 200);
    equal(await endpoint("/readyz"), 200);
    const [, last, ...rest] = lines();
    equal([last.event, rest], ["database.schema_supported", []]);
  },
);

onEachDatabase(
  "neither reads nor writes what a newer app has changed",
  async (test) => {
    const { store, upgrade, goBack } = await changing(test);
    const user = aUser();
    await upgrade(true);
    ok(await store.ping().then(() => false, isRejected));
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
        answer.status === "rejected" && isRejected(answer.reason)
      ),
    );
    await goBack();
    await store.ping();
    equal(await store.users.byId(user.id), null);
    equal(await store.users.create(user), true);
  },
);

onEachDatabase(
  "keeps serving beside a newer app with compatible changes",
  async (test) => {
    const { store, upgrade } = await changing(test);
    await upgrade(false);
    await store.ping();
    equal(await store.users.create(aUser()), true);
  },
  "migrated",
);

onEachDatabase(
  "background jobs notice a newer schema without a request",
  async (test) => {
    const { store, upgrade } = await changing(test);
    await using services = await testServices({ store });
    const { page } = await openApp(services);
    await upgrade(true);
    const jobs = startBackgroundJobs(services);
    try {
      await until(async () => await page() === 503);
    } finally {
      jobs.stop();
    }
  },
  "migrated",
);
