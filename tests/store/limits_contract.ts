/**
 * What every store does with tries.
 *
 * @module
 */
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Limit } from "../../lib/store/store.ts";
import { HOUR, NOW, type StoreTest } from "./fixtures.ts";

/** Taking, giving back, clearing. */
export function limitsContract(test: StoreTest): void {
  const limit: Limit = { burst: 3, refillSeconds: 10 };

  test("a bucket gives its burst, then says when the next try is", async ({ limits }) => {
    for (let tries = 0; tries < 3; tries++) {
      equal(await limits.take("a", limit, NOW), { allowed: true });
    }
    equal(await limits.take("a", limit, NOW), {
      allowed: false,
      retryAfterSeconds: 10,
    });
    equal(await limits.take("a", limit, NOW + 9_001), {
      allowed: false,
      retryAfterSeconds: 1,
    });
    equal(await limits.take("a", limit, NOW + 10_000), { allowed: true });
    equal((await limits.take("a", limit, NOW + 10_000)).allowed, false);
    equal(await limits.take("b", limit, NOW), { allowed: true });
  });

  test("a refused try makes nobody wait longer", async ({ limits }) => {
    for (let tries = 0; tries < 20; tries++) await limits.take("a", limit, NOW);
    equal(await limits.take("a", limit, NOW + 10_000), { allowed: true });
  });

  for (const burst of [50, 200, 1]) {
    test(`of 200 tries at once exactly ${burst} are allowed`, async ({ limits }) => {
      const tries = Array.from(
        { length: 200 },
        () => limits.take("a", { burst, refillSeconds: 60 }, NOW),
      );
      const allowed = (await Promise.all(tries)).filter((answer) =>
        answer.allowed
      );
      equal(allowed.length, burst);
    });
  }

  test("a try that is given back can be taken again, but no more than the burst", async ({ limits }) => {
    for (let tries = 0; tries < 3; tries++) await limits.take("a", limit, NOW);
    await limits.giveBack("a", limit, NOW);
    equal((await limits.take("a", limit, NOW)).allowed, true);
    equal((await limits.take("a", limit, NOW)).allowed, false);
    for (let times = 0; times < 9; times++) {
      await limits.giveBack("a", limit, NOW);
    }
    for (let tries = 0; tries < 3; tries++) {
      equal((await limits.take("a", limit, NOW)).allowed, true);
    }
    equal((await limits.take("a", limit, NOW)).allowed, false);
  });

  test("a cleared bucket is full", async ({ limits }) => {
    for (let tries = 0; tries < 4; tries++) await limits.take("a", limit, NOW);
    await limits.clear("a");
    await limits.clear("never used");
    for (let tries = 0; tries < 3; tries++) {
      equal((await limits.take("a", limit, NOW)).allowed, true);
    }
  });

  test("a clock that is set back a year leaves one try, and then no longer a wait than an empty bucket", async ({ limits }) => {
    const ahead = NOW + 365 * 24 * HOUR;
    for (let tries = 0; tries < 3; tries++) {
      await limits.take("a", limit, ahead);
    }
    equal((await limits.take("a", limit, NOW)).allowed, true);
    equal(await limits.take("a", limit, NOW), {
      allowed: false,
      retryAfterSeconds: 10,
    });
    equal((await limits.take("a", limit, NOW + 10_000)).allowed, true);
    equal((await limits.take("a", limit, NOW + 10_000)).allowed, false);
  });

  test("a server whose clock is a minute behind gives no try more", async ({ limits }) => {
    const ahead = NOW + 60_000;
    for (let tries = 0; tries < 3; tries++) {
      await limits.take("a", limit, ahead);
    }
    equal((await limits.take("a", limit, NOW)).allowed, false);
  });
}
