import assert from "node:assert/strict";
import { recordActivity } from "../activity/activity.ts";
import { findToken, issueToken } from "../tokens/one_time_tokens.ts";
import { resumeSession, startSession } from "../session/sessions.ts";
import type { Store } from "../../store.ts";
import {
  addUser,
  PASSWORD,
  type TestServices,
  testServices,
} from "../../testing/services.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const remembered = { remembered: true, userAgent: "Browser", provedAt: 0 };

async function kindsRecorded({ store }: TestServices): Promise<string[]> {
  return (await store.incidents.list()).map(({ kind }) => kind);
}

/** A store that counts writes to sessions and accounts. */
function counting(store: Store) {
  let writes = 0;
  const counted = <Operations extends object>(operations: Operations) =>
    new Proxy(operations, {
      get(target, name, receiver) {
        if (!/^(?:find|list|by|search)/.test(String(name))) writes++;
        return Reflect.get(target, name, receiver);
      },
    });
  const { users, sessions, ...rest } = store;
  const watched: Store = {
    ...rest,
    users: counted(users),
    sessions: counted(sessions),
  };
  return { store: watched, writes: () => writes };
}

Deno.test("incident log-out-everyone ends 2,000 sessions in one write", async () => {
  await using services = await testServices();
  const passwordHash = await services.passwords.hash(PASSWORD);
  const tokens: string[] = [];
  for (let n = 0; n < 20; n++) {
    const address = `u${n}@example.com`;
    const user = await addUser(services, { address, passwordHash });
    for (let m = 0; m < 100; m++) {
      tokens.push((await startSession(services, user, remembered)).token);
    }
  }
  const { store, writes } = counting(services.store);
  const { code, out } = await run(store, [
    "incident",
    "log-out-everyone",
    "--yes",
  ]);
  assert.equal(code, 0);
  assert.match(out, /Ended all sessions of all accounts/);
  assert.equal(writes(), 1);
  for (const token of tokens.filter((_, n) => n % 97 === 0)) {
    assert.equal(await resumeSession(services, token, "cookie"), null);
  }
  services.clock.advance(1000);
  assert.ok(await canLogIn(services, "u0@example.com", PASSWORD));
});

Deno.test("incident log-out-everyone requires the word to be typed and is recorded", async () => {
  await using services = await testServices();
  const args = ["incident", "log-out-everyone"];
  const no = await run(services.store, args, { typed: ["yes"] });
  assert.equal(no.code, 1);
  assert.match(no.err, /Nothing was changed/);
  assert.equal(
    (await run(services.store, args)).code,
    2,
    "no terminal to ask on",
  );
  assert.deepEqual(await kindsRecorded(services), []);
  const yes = await run(services.store, args, { typed: ["everyone"] });
  assert.equal(yes.code, 0);
  assert.deepEqual(await kindsRecorded(services), ["log-out-everyone"]);
});

Deno.test("incident lock closes an account to passwords, sessions and emailed links", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const bob = await addUser(services, { address: "bob@example.com" });
  const { token } = await startSession(services, ada, remembered);
  const bobs = await startSession(services, bob, remembered);
  const links: string[] = [];
  for (const purpose of ["recover", "login_link"] as const) {
    links.push(await issueToken(services, { purpose, user: ada }));
  }
  const args = ["incident", "lock", ada.address];
  const refused = await run(services.store, args, { typed: ["everyone"] });
  assert.equal(refused.code, 1);
  assert.equal((await services.store.users.byId(ada.id))?.disabled, false);

  const done = await run(services.store, args, { typed: [ada.address] });
  assert.equal(done.code, 0, done.err);
  assert.equal(await resumeSession(services, token, "cookie"), null);
  assert.equal(await canLogIn(services, ada.address, PASSWORD), false);
  assert.ok(await resumeSession(services, bobs.token, "cookie"));
  assert.deepEqual(await kindsRecorded(services), ["lock"]);

  await runJson(services.store, ["users", "enable", ada.id]);
  assert.equal(await resumeSession(services, token, "cookie"), null);
  assert.equal(await findToken(services, "recover", links[0]), null);
  assert.equal(await findToken(services, "login_link", links[1]), null);
  assert.ok(await canLogIn(services, ada.address, PASSWORD));
});

Deno.test("incident lock records nothing for an unknown account", async () => {
  await using services = await testServices();
  const args = ["incident", "lock", "nobody@example.com", "--yes"];
  assert.equal((await run(services.store, args)).code, 1);
  assert.deepEqual(await kindsRecorded(services), []);
});

Deno.test("incident trail lists an account's events in order, with those that affect everyone", async () => {
  await using services = await testServices();
  services.clock.advance(-3_600_000);
  const ada = await addUser(services);
  const bob = await addUser(services, { address: "bob@example.com" });
  const clientInfo = {
    userAgent: "Fire\x1b[2Jfox",
    clientAddress: "192.0.2.7",
    deviceCookie: null,
  };
  await recordActivity(services, bob, "logged_in", clientInfo);
  for (const kind of ["logged_in", "name_changed"] as const) {
    services.clock.advance(60_000);
    await recordActivity(services, ada, kind, clientInfo);
  }
  await runJson(services.store, ["incident", "lock", bob.id, "--yes"]);
  await runJson(services.store, ["incident", "log-out-everyone", "--yes"]);
  await runJson(services.store, ["users", "disable", ada.id]);
  const args = ["incident", "trail", ada.address];
  const { trail, user } = await runJson(services.store, args);
  assert.equal(user.address, ada.address);
  assert.deepEqual(
    trail.slice(0, 2).map(({ kind }: { kind: string }) => kind),
    ["logged_in", "name_changed"],
  );
  assert.deepEqual(
    trail.slice(2).map(({ kind, incident }: Record<string, string>) => [
      kind,
      incident,
    ]).toSorted(),
    [["disabled", null], ["log-out-everyone", "everyone"]],
  );
  assert.equal(trail[0].client, "192.0.2.x");
  const { out } = await run(services.store, args);
  assert.match(out, /^TIME \(UTC\) +EVENT +DETAIL +FROM +BROWSER\n/);
  assert.ok(!out.includes("\x1b"));
  const bobs = await run(services.store, ["incident", "trail", bob.id]);
  assert.match(bobs.out, /incident: lock/);
});

Deno.test("incident trail lists more than a page of events, and no expired ones", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  services.clock.advance(-91 * 24 * 3_600_000);
  await recordActivity(services, ada, "signed_up", null);
  services.clock.advance(90 * 24 * 3_600_000);
  for (let n = 0; n < 510; n++) {
    services.clock.advance(1000);
    await recordActivity(services, ada, "login_failed", null, `${n}`);
  }
  const args = ["incident", "trail", ada.id];
  const { trail } = await runJson(services.store, args);
  assert.deepEqual(
    trail.map(({ detail }: { detail: string }) => detail),
    Array.from({ length: 510 }, (_, n) => `${n}`),
  );
});

Deno.test("incident list prints incidents, oldest first", async () => {
  await using services = await testServices();
  const list = ["incident", "list"];
  assert.equal((await run(services.store, list)).out, "No incidents.");
  const { id } = await addUser(services);
  await runJson(services.store, ["incident", "log-out-everyone", "--yes"]);
  await runJson(services.store, ["incident", "lock", id, "--yes"]);
  const { incidents } = await runJson(services.store, list);
  assert.deepEqual(
    incidents.map((row: Record<string, string>) => [row.kind, row.userId])
      .toSorted(),
    [["lock", id], ["log-out-everyone", null]],
  );
  const { out } = await run(services.store, list);
  assert.match(out, /^TIME \(UTC\) +ACTION +ACCOUNT\n/);
  assert.match(out, / log-out-everyone +everyone$/m);
});
