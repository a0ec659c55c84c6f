import { deepStrictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { kvStore, openKv, openKvStore } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import { storeContract } from "./contract.ts";
import { anAddressChange, aSession, aUser, NOW } from "./fixtures.ts";
import {
  movedRecordsContract,
  snapshotContract,
} from "./moved_records_contract.ts";

const openInMemory = async () => kvStore(await openKv(":memory:"));

async function openInFile(): Promise<Store> {
  const folder = await Deno.makeTempDir();
  const store = await openKvStore(join(folder, "test.db"));
  return {
    ...store,
    async close() {
      await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

storeContract("KV in memory", openInMemory);
storeContract("KV in a file", openInFile);
movedRecordsContract("KV in memory", openInMemory);
snapshotContract("KV in a file", openInFile);

Deno.test("a database file and its new folder are for their owner alone", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "new", "folder", "latchkey.db");
  const store = kvStore(await openKv(path));
  await store.users.create(aUser());
  const modes: Record<string, number> = {};
  for await (const { name } of Deno.readDir(join(folder, "new", "folder"))) {
    modes[name] = mode(join(folder, "new", "folder", name));
  }
  equal(Object.keys(modes).includes("latchkey.db"), true);
  equal(new Set(Object.values(modes)), new Set([0o600]));
  equal(mode(join(folder, "new")), 0o700);
  equal(mode(join(folder, "new", "folder")), 0o700);
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a database file that others could read is taken away from them, its old folder is left alone", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.chmod(folder, 0o755);
  const path = join(folder, "latchkey.db");
  await Deno.writeTextFile(path, "", { mode: 0o644 });
  (await openKv(path)).close();
  equal([mode(path), mode(folder)], [0o600, 0o755]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what was written is there after closing and opening again", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "latchkey.db");
  const user = aUser();
  const session = aSession(user);
  const before = kvStore(await openKv(path));
  await before.users.create(user);
  await before.sessions.create(session);
  await before.close();
  const after = kvStore(await openKv(path));
  equal(await after.sessions.find(session.id, user.id), { session, user });
  await after.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rows that were tampered with count as absent", async (t) => {
  const user = aUser();
  const session = aSession(user);
  const broken: [string, unknown][] = [
    ["a text", "hello"],
    ["null", null],
    ["a list", []],
    ["no fields", {}],
    ["bytes", new Uint8Array(9)],
    ["a bigint for a time", { ...user, ...session, createdAt: 1n }],
    ["a time that is no number", { ...user, ...session, createdAt: NaN }],
    ["an epoch in words", {
      ...user,
      ...session,
      epoch: "0",
      sessionEpoch: "0",
    }],
    ["another id", { ...user, ...session, id: "somebody-else" }],
    ["a truthy flag", { ...user, ...session, disabled: 0, remembered: 1 }],
  ];
  for (const [what, row] of broken) {
    await t.step(what, async () => {
      const kv = await openKv(":memory:");
      const { users, sessions, close } = kvStore(kv);
      await users.create(user);
      await sessions.create(session);
      await kv.set(["sessions", session.id], row);
      equal(await sessions.find(session.id, user.id), null);
      equal(await sessions.listOf(user.id), []);
      await kv.set(["users", user.id], row);
      equal(await users.byId(user.id), null);
      equal(await users.byAddressKey(user.addressKey), null);
      equal(await users.update(user.id, { disabled: true }), null);
      equal(await users.list({ limit: 5 }), { items: [] });
      await close();
    });
  }
});

Deno.test("rows from before accounts had names and sessions knew passwords are read", async () => {
  const kv = await openKv(":memory:");
  const { users, sessions, close } = kvStore(kv);
  await kv.set(["users", "ada"], {
    id: "ada",
    address: "Ada@example.com",
    addressKey: "ada@example.com",
    passwordHash: "$2b$04$old",
    disabled: false,
    sessionEpoch: 2,
    createdAt: NOW,
  });
  await kv.set(["users_by_address", "ada@example.com"], "ada");
  const session = aSession(aUser({ id: "ada", sessionEpoch: 2 }));
  const { passwordAt: _, ...oldSession } = session;
  await kv.set(["sessions", session.id], oldSession);
  const user = {
    ...aUser({ id: "ada", sessionEpoch: 2 }),
    address: "Ada@example.com",
    addressKey: "ada@example.com",
    name: "",
  };
  equal(await users.byAddressKey("ada@example.com"), user);
  equal(await sessions.find(session.id, "ada"), { session, user });
  equal(await users.update("ada", { verifiedAt: null }), {
    ...user,
    verifiedAt: null,
  });
  equal((await users.byId("ada"))?.verifiedAt, null);
  await close();
});

Deno.test("an address index that points elsewhere finds nobody, and changing or removing the user leaves it alone", async () => {
  const kv = await openKv(":memory:");
  const { users, close } = kvStore(kv);
  const [ada, bob] = [aUser(), aUser()];
  await users.create(ada);
  await users.create(bob);
  await kv.set(["users_by_address", ada.addressKey], bob.id);
  equal(await users.byAddressKey(ada.addressKey), null);
  const change = anAddressChange(ada, "new");
  equal(await users.changeAddress(ada.id, change), "changed");
  equal(await users.restoreAddress(ada.id, ada.addressKey, {}, NOW), null);
  await users.remove(ada.id);
  equal((await kv.get(["users_by_address", ada.addressKey])).value, bob.id);
  await close();
});

Deno.test("a broken counter counts as a full bucket", async () => {
  const kv = await openKv(":memory:");
  const { limits, close } = kvStore(kv);
  for (const value of ["soon", NaN, -1, {}, 5n]) {
    await kv.set(["limits", "a"], value);
    equal(await limits.take([["a", { burst: 1, refillSeconds: 1 }]], 1_000), {
      allowed: true,
    });
  }
  await close();
});

Deno.test("ending all sessions sweeps their records away", async () => {
  const kv = await openKv(":memory:");
  const { users, sessions, close } = kvStore(kv);
  const user = aUser();
  await users.create(user);
  for (let count = 0; count < 5; count++) await sessions.create(aSession(user));
  const fresh = aSession(user, { epoch: 1 });
  await sessions.create(fresh);
  await sessions.endAll(user.id);
  const left = await Array.fromAsync(
    kv.list({ prefix: [] }),
    ({ key }) => key.join("/"),
  );
  equal(left.filter((key) => key.startsWith("sessions")).toSorted(), [
    `sessions/${fresh.id}`,
    `sessions_by_user/${user.id}/${fresh.id}`,
  ]);
  await close();
});

function mode(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}
