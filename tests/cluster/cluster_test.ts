/** Four processes of the app on one PostgreSQL behave as one site. */
import assert from "node:assert/strict";
import { addUser, testServices, until } from "@latchkey/core/testing";
import {
  execute,
  ignore,
  migratedDatabase,
  openPostgres,
  storeOn,
  theServer,
} from "@latchkey/core/testing/databases";
import { site as SITE } from "../../lib/site.ts";
import { CLARA } from "../pages.ts";
import { logIn, startCluster, statusesOf } from "./cluster.ts";

const ADA = { username: "user1@gmail.com", password: "12345" };

const [KNOWN, REFUSED] = [200, 303];

/** Attempts a client has at one account. */
const ATTEMPTS = 10;

Deno.test({
  name: "four processes work as one site",
  ignore,
  async fn(t) {
    const url = await theServer().createDatabase();
    await using cluster = await startCluster(4, url);

    await t.step(
      "they started at the same time, and the schema was created once",
      async () => {
        const ofLibrary = await migrationsOf(await migratedDatabase());
        const ofFeatures = SITE.features.flatMap(({ name, migrations }) =>
          Object.keys(migrations).map((migration) => `${name}/${migration}`)
        );
        assert.deepEqual(
          await migrationsOf(url),
          [...ofLibrary, ...ofFeatures].sort(),
        );
        const users = await execute<{ count: string }>(
          url,
          "select count(*) from users",
        );
        assert.equal(users[0].count, "2");
      },
    );

    await t.step(
      "a login on one is valid on all, and a logout is effective on all at once",
      async () => {
        const cookie = await logIn(cluster, ADA);
        assert.deepEqual(
          await statusesOf(cluster, cookie),
          Array(4).fill(KNOWN),
        );
        const { send } = cluster;
        const response = await send("/auth/logout", { fields: {}, cookie });
        await response.body?.cancel();
        assert.equal(response.status, 303);
        assert.deepEqual(
          await statusesOf(cluster, cookie),
          Array(4).fill(REFUSED),
        );
      },
    );

    await t.step("attempts are counted once, on any process", async () => {
      const statuses: number[] = [];
      for (let turn = 0; turn < ATTEMPTS + 6; turn++) {
        const response = await cluster.send("/auth/login", {
          fields: { username: "nobody@example.com", password: "wrong" },
        });
        await response.body?.cancel();
        statuses.push(response.status);
      }
      assert.deepEqual(statuses, [
        ...Array(ATTEMPTS).fill(401),
        ...Array(6).fill(429),
      ]);
    });

    await t.step("each email is sent once", async () => {
      const { mailServer: { arrived }, send } = cluster;
      const addresses = Array.from(
        { length: 20 },
        (_, number) => `new${number}@example.com`,
      );
      await Promise.all(addresses.map(async (address, number) => {
        const response = await send("/auth/signup", {
          fields: { ...CLARA, address },
          client: `198.51.100.${number}`,
        });
        await response.body?.cancel();
        assert.equal(response.status, 200);
      }));
      await until(() => arrived.length >= addresses.length);
      const left = () => execute(url, "select id from emails");
      await until(async () => (await left()).length === 0);
      assert.deepEqual(
        arrived.map(({ recipients: [address] }) => address).sort(),
        addresses.sort(),
      );
    });
  },
});

Deno.test({
  name: "emails queued when four processes start are sent once",
  ignore,
  async fn() {
    const url = await theServer().createDatabase();
    await leaveMails(url, 12);
    await using cluster = await startCluster(4, url);
    const { arrived } = cluster.mailServer;
    await until(() => arrived.length >= 12);
    const left = () => execute(url, "select id from emails");
    await until(async () => (await left()).length === 0);
    const recipients = arrived.map(({ recipients: [address] }) => address);
    assert.equal(new Set(recipients).size, 12);
    assert.equal(recipients.length, 12);
  },
});

/** The names of a database's applied migrations. */
async function migrationsOf(url: string): Promise<string[]> {
  const rows = await execute<{ name: string }>(
    url,
    "select name from latchkey_migrations order by name",
  );
  return rows.map(({ name }) => name);
}

/** Queues emails like a process that dies before it sends them. */
async function leaveMails(url: string, count: number): Promise<void> {
  const store = storeOn(await openPostgres(url));
  await using services = await testServices({ store });
  for (let number = 0; number < count; number++) {
    const address = `ada${number}@example.com`;
    await addUser(services, { address });
    const now = Date.now();
    await store.mailQueue.add({
      id: `${number}`.padStart(22, "0"),
      kind: "recover",
      data: { address },
      userId: "",
      createdAt: now,
      dueAt: now,
      attempts: 0,
      lastError: "",
    });
  }
}
