import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import { join } from "node:path";
import { kvStore, openKv, openKvStore } from "../../lib/store/kv.ts";
import {
  bringUpToDate,
  KV_MIGRATIONS,
  type KvMigration,
} from "../../lib/store/kv_schema.ts";
import { SCHEMA_VERSION } from "../../lib/store/schema_version.ts";
import { aUser } from "./fixtures.ts";

const SCHEMA = ["schema_version"];

Deno.test("there is a step to each schema", () => {
  equal(1 + KV_MIGRATIONS.length, SCHEMA_VERSION);
});

Deno.test("a database from before schemas had numbers is brought up to date: slow hashes are known", async () => {
  const kv = await openKv(":memory:");
  const { users, close } = kvStore(kv);
  const [slow, quick] = [aUser({ passwordHash: "$6$slow" }), aUser()];
  for (const user of [slow, quick]) await users.create(user);
  await kv.delete(["users_by_slow_hash", slow.id]);
  equal(await users.holdsSlowHashes(), false);
  await bringUpToDate(kv);
  equal(await users.holdsSlowHashes(), true);
  equal(await users.byId(slow.id), slow);
  equal((await kv.get(SCHEMA)).value, SCHEMA_VERSION);
  await close();
});

Deno.test("steps are taken once and in order, from where the database is", async () => {
  const kv = await openKv(":memory:");
  const taken: number[] = [];
  const steps: KvMigration[] = [1, 2, 3].map((step) => () =>
    Promise.resolve(void taken.push(step))
  );
  await bringUpToDate(kv, steps.slice(0, 1));
  equal(taken, [1]);
  await bringUpToDate(kv, steps);
  await bringUpToDate(kv, steps);
  equal(taken, [1, 2, 3]);
  equal((await kv.get(SCHEMA)).value, 4);
  kv.close();
});

Deno.test("a step that was cut short is taken again, and the ones before it are not", async () => {
  const kv = await openKv(":memory:");
  const taken: string[] = [];
  const steps = (broken: boolean): KvMigration[] => [
    () => Promise.resolve(void taken.push("first")),
    () => {
      taken.push("second");
      return broken ? Promise.reject(new Error("killed")) : Promise.resolve();
    },
  ];
  await rejects(bringUpToDate(kv, steps(true)), /killed/);
  await bringUpToDate(kv, steps(false));
  equal(taken, ["first", "second", "second"]);
  kv.close();
});

Deno.test("processes that start together agree, and one that is ahead is not set back", async () => {
  const kv = await openKv(":memory:");
  const ahead: KvMigration = async (kv) => void await kv.set(SCHEMA, 9);
  await bringUpToDate(kv, [ahead]);
  equal((await kv.get(SCHEMA)).value, 9);
  await kv.delete(SCHEMA);
  await Promise.all(Array.from({ length: 10 }, () => bringUpToDate(kv)));
  equal((await kv.get(SCHEMA)).value, SCHEMA_VERSION);
  kv.close();
});

Deno.test("a database of a newer app is refused with words, and left as it is", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "latchkey.db");
  const kv = await openKv(path);
  await kv.set(SCHEMA, SCHEMA_VERSION + 1);
  await rejects(openKvStore(path), {
    name: "StoreTooNewError",
    message:
      /written by a newer version of this app: its schema is 3, and this/,
  });
  equal((await kv.get(SCHEMA)).value, SCHEMA_VERSION + 1);
  kv.close();
  await Deno.remove(folder, { recursive: true });
});
