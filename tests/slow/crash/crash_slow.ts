import assert from "node:assert/strict";
import { ignore, startPostgres } from "@latchkey/core/testing/databases";
import { withFolder } from "../../resilience/app_process.ts";
import { seeded } from "./seeded.ts";
import { crashTest, type CrashTestOptions } from "./crash.ts";

/** Kills the app once during its start, and five times under load. */
async function sixKills(
  where: Pick<CrashTestOptions, "database" | "server">,
): Promise<void> {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0];
  console.log(`seed ${seed}`);
  const report = await crashTest({ kills: 6, seed, ...where });
  const { kills, killsAtStart, restarts, accounts, mails, acknowledged } =
    report;
  assert.deepEqual(
    { kills, killsAtStart, restarts },
    { kills: 6, killsAtStart: 1, restarts: where.server ? 1 : 0 },
  );
  assert.ok(accounts > 0 && mails > 0, JSON.stringify(report));
  for (const action of ["confirm", "addApp", "startRecovery"]) {
    assert.ok(acknowledged[action] > 0, `${action}: ${JSON.stringify(report)}`);
  }
}

Deno.test("SQLite: the app loses nothing acknowledged when killed during its start and five times under load", () =>
  withFolder((folder) =>
    sixKills({ database: { DATABASE_FILE: `${folder}/latchkey.db` } })
  ));

Deno.test({
  name:
    "PostgreSQL: the app loses nothing acknowledged when killed during its start and five times under load, once after its database",
  ignore,
  async fn() {
    await using server = await startPostgres();
    if (server === null) return;
    const DATABASE_URL = await server.createDatabase();
    await sixKills({ database: { DATABASE_URL }, server });
  },
});

Deno.test("a seed gives the same choices again", () => {
  const choices = (seed: number) => {
    const chance = seeded(seed);
    return Array.from({ length: 100 }, () => chance.number(1000));
  };
  assert.deepEqual(choices(7), choices(7));
  assert.notDeepEqual(choices(7), choices(8));
});
