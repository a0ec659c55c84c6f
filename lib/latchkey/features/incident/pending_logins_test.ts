import assert from "node:assert/strict";
import { run } from "../../testing/cli/run.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import {
  findPendingLogin,
  startPendingLogin,
} from "../second_factor/pending_login.ts";
import { enableAccount } from "../account/operator_actions.ts";

/** Ada's login, which waits for a second factor. */
async function pendingLogin({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ settings });
  const ada = await addUser(services);
  const start = async () => {
    const { store } = services;
    const user = await store.users.byId(ada.id);
    assert.ok(user);
    const begun = { method: "password", remembered: false } as const;
    return await startPendingLogin(services, user, begun);
  };
  const isPending = async (token: string) =>
    await findPendingLogin(services, token) !== null;
  return {
    services,
    ada,
    start,
    isPending,
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

onEachDatabase(
  "incident log-out-everyone ends logins that wait for a second factor",
  async (test) => {
    await using context = await pendingLogin(test);
    const { services, start, isPending } = context;
    const token = await start();
    assert.ok(await isPending(token));
    const everyone = ["incident", "log-out-everyone", "--yes"];
    assert.equal((await run(services.store, everyone)).code, 0);
    assert.equal(await isPending(token), false);
    services.clock.advance(1);
    assert.ok(await isPending(await start()), "a new login can begin");
  },
);

onEachDatabase(
  "incident lock ends a login that waits for a second factor, for good",
  async (test) => {
    await using context = await pendingLogin(test);
    const { services, ada, start, isPending } = context;
    const token = await start();
    const lock = ["incident", "lock", ada.id, "--yes"];
    assert.equal((await run(services.store, lock)).code, 0);
    assert.equal(await isPending(token), false);
    await enableAccount(services, ada.id);
    assert.equal(await isPending(token), false, "enabling does not restore it");
    const left = await services.store.oneTimeTokens.listOf(ada.id);
    assert.deepEqual(left, []);
  },
);

onEachDatabase(
  "ending the sessions of an account ends a login that waits for a second factor",
  async (test) => {
    await using context = await pendingLogin(test);
    const { services, ada, start, isPending } = context;
    const token = await start();
    assert.ok(await services.store.sessions.endAll(ada.id));
    assert.equal(await isPending(token), false);
  },
);
