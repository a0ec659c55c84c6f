import assert from "node:assert/strict";
import { withFolder } from "../unshaken/app_process.ts";
import { seeded } from "./seeded.ts";
import { torture } from "./torture.ts";

Deno.test("killed five times under load, the app has lost nothing that it acknowledged", () =>
  withFolder(async (folder) => {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    console.log(`seed ${seed}`);
    const report = await torture({
      kills: 5,
      seed,
      database: { KV_PATH: `${folder}/latchkey.db` },
    });
    assert.equal(report.kills, 5);
    assert.ok(report.accounts > 0 && report.mails > 0, JSON.stringify(report));
  }));

Deno.test("a seed gives the same choices again", () => {
  const choices = (seed: number) => {
    const chance = seeded(seed);
    return Array.from({ length: 100 }, () => chance.number(1000));
  };
  assert.deepEqual(choices(7), choices(7));
  assert.notDeepEqual(choices(7), choices(8));
});
