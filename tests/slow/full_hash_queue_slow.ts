/**
 * A password guessing attack from one IPv6 network against the real process.
 */
import assert from "node:assert/strict";
import { post, startApp, withFolder } from "../resilience/app_process.ts";

/** Concurrent guesses, each from its own /64 of one /56. */
const GUESSERS = 256;

/**
 * Each one's pause after an answer: together they request several times what
 * two cores can hash.
 */
const GUESS_EVERY_MS = 3_000;

/** Logins in a known browser during the attack. */
const LOGINS = 25;

const OWNER = { username: "user1@gmail.com", password: "12345" };

const from = (client: string) => ({ "x-forwarded-for": client });

Deno.test("a known device logs in promptly while strangers keep the hash queue full", () =>
  withFolder(async (folder) => {
    const app = await startApp({
      env: {
        DATABASE_FILE: `${folder}/latchkey.db`,
        TRUST_PROXY: "1",
        BCRYPT_COST: "12",
      },
    });
    try {
      const first = await post(
        app.address,
        "/auth/login",
        OWNER,
        from("203.0.113.1"),
      );
      await first.body?.cancel();
      assert.equal(first.status, 303);
      const [cookie] = first.headers.getSetCookie()
        .filter((line) => /device/.test(line))
        .map((line) => line.split(";")[0]);
      const refusals: number[] = [];
      let isOver = false;
      let guess = 0;
      const guessers = Array.from({ length: GUESSERS }, async (_, index) => {
        const hex = index.toString(16).padStart(2, "0");
        while (!isOver) {
          const began = performance.now();
          const response = await post(app.address, "/auth/login", {
            username: `person${guess++}@example.com`,
            password: "a guess",
          }, from(`2001:db8:1:11${hex}::1`));
          await response.body?.cancel();
          if (response.status === 503) refusals.push(performance.now() - began);
          await pause(GUESS_EVERY_MS);
        }
      });
      await pause(2_000);
      const waits: number[] = [];
      const statuses: number[] = [];
      for (let login = 0; login < LOGINS; login++) {
        const began = performance.now();
        const response = await post(app.address, "/auth/login", OWNER, {
          ...from("203.0.113.1"),
          cookie,
        });
        await response.body?.cancel();
        statuses.push(response.status);
        waits.push(performance.now() - began);
      }
      isOver = true;
      await Promise.all(guessers);
      const results = {
        guesses: guess,
        refusals: refusals.length,
        refusalMedianMs: Math.round(median(refusals)),
        longestLoginMs: Math.round(Math.max(...waits)),
        medianLoginMs: Math.round(median(waits)),
        statuses: statuses.join(" "),
      };
      console.log(results);
      assert.deepEqual(new Set(statuses), new Set([303]));
      assert.ok(median(waits) < 5_000, JSON.stringify(results));
      assert.ok(Math.max(...waits) < 30_000, JSON.stringify(results));
      assert.ok(median(refusals) < 1_500, JSON.stringify(results));
    } finally {
      await app.end("SIGTERM");
    }
  }));

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
