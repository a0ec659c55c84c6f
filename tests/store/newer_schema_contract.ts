/**
 * What every store does when a newer app changes its database under a process that runs.
 *
 * @module
 */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { createLog } from "../../lib/log.ts";
import { createSchemaCheck } from "../../lib/newer_store.ts";
import { SCHEMA_VERSION } from "../../lib/store/schema_version.ts";
import type { Store } from "../../lib/store/store.ts";
import { StoreUnavailableError } from "../../lib/database/unavailable.ts";
import { startUpkeep } from "../../lib/upkeep.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import { until } from "../until.ts";
import { aUser } from "./fixtures.ts";

/** An empty store, and a hand on the schema of its database. */
export interface ChangingStore extends AsyncDisposable {
  readonly store: Store;
  /** Does to the number of the schema what another process would. */
  setSchema(version: number): Promise<void>;
}

const isRefusal = (error: unknown) =>
  error instanceof StoreUnavailableError && error.trouble === "newer";

const statusOf = async (answer: Promise<Response>) => (await answer).status;

const signIn = ({ fetch }: Site) =>
  statusOf(
    fetch("/token", { method: "POST", body: new URLSearchParams(ANNA) }),
  );

/** A newer schema comes and goes. */
export function newerSchemaContract(
  name: string,
  open: () => Promise<ChangingStore>,
): void {
  Deno.test(`${name}: a newer schema is 503 and one clear line once a running process sees it, and well again by itself`, async () => {
    await using database = await open();
    const logged: string[] = [];
    const log = createLog("info", "json", (_level, line) => logged.push(line));
    const lines = () =>
      logged.map((line) => JSON.parse(line))
        .filter(({ event }) => event.startsWith("store.schema"));
    await using site = await openSite({ store: database.store, log });
    const look = createSchemaCheck(site.services);
    await look();
    equal(await signIn(site), 200);
    equal(lines(), []);

    await database.setSchema(SCHEMA_VERSION + 1);
    for (let time = 0; time < 3; time++) await look();
    equal(await signIn(site), 503);
    equal(await statusOf(site.fetch("/readyz")), 503);
    equal(await statusOf(site.fetch("/healthz")), 200);
    equal(lines().map(({ event }) => event), ["store.schema_newer"]);
    ok(/newer version.*schema is 3.*knows 2/.test(lines()[0].said));

    await database.setSchema(SCHEMA_VERSION);
    for (let time = 0; time < 3; time++) await look();
    equal(await signIn(site), 200);
    equal(await statusOf(site.fetch("/readyz")), 200);
    const [, last, ...rest] = lines();
    equal([last.event, rest], ["store.schema_known", []]);
  });

  Deno.test(`${name}: what a newer app has changed is neither read nor written`, async () => {
    await using database = await open();
    const { store, setSchema } = database;
    const user = aUser();
    await setSchema(SCHEMA_VERSION + 1);
    ok(await store.ping().then(() => false, isRefusal));
    const answers = await Promise.allSettled([
      store.users.create(user),
      store.users.byId(user.id),
      store.sessions.end("x"),
      store.limits.take([["x", { burst: 1, refillSeconds: 1 }]], Date.now()),
      store.records.read({ limit: 1 }),
      store.forgetExpired(Date.now()),
    ]);
    ok(
      answers.every((answer) =>
        answer.status === "rejected" && isRefusal(answer.reason)
      ),
    );
    await setSchema(SCHEMA_VERSION);
    await store.ping();
    equal(await store.users.byId(user.id), null);
    equal(await store.users.create(user), true);
  });

  Deno.test(`${name}: upkeep sees a newer schema though nobody asks for it`, async () => {
    await using database = await open();
    await using site = await openSite({ store: database.store });
    await database.setSchema(SCHEMA_VERSION + 1);
    const upkeep = startUpkeep(site.services);
    try {
      await until(async () => await signIn(site) === 503);
    } finally {
      upkeep.stop();
    }
  });
}
