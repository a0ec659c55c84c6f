/**
 * What every store does with rate limits.
 *
 * @module
 */
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Limit } from "./buckets.ts";
import { HOUR, NOW, type StoreTest } from "../testing/database/fixtures.ts";

/** Taking, giving back, clearing. */
export function limitsContract(test: StoreTest): void {
  const limit: Limit = { burst: 3, refillSeconds: 10 };

  test("allows the burst, then returns the time of the next attempt", async ({ limits }) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      equal(await limits.take([["a", limit]], NOW), { allowed: true });
    }
    equal(await limits.take([["a", limit]], NOW), {
      allowed: false,
      key: "a",
      retryAfterSeconds: 10,
    });
    equal(await limits.take([["a", limit]], NOW + 9_001), {
      allowed: false,
      key: "a",
      retryAfterSeconds: 1,
    });
    equal(await limits.take([["a", limit]], NOW + 10_000), { allowed: true });
    equal((await limits.take([["a", limit]], NOW + 10_000)).allowed, false);
    equal(await limits.take([["b", limit]], NOW), { allowed: true });
  });

  test("a rejected attempt doesn't extend the wait", async ({ limits }) => {
    for (let attempt = 0; attempt < 20; attempt++) {
      await limits.take([["a", limit]], NOW);
    }
    equal(await limits.take([["a", limit]], NOW + 10_000), { allowed: true });
  });

  for (const burst of [50, 200, 1]) {
    test(`allows exactly ${burst} of 200 concurrent attempts`, async ({ limits }) => {
      const attempts = Array.from(
        { length: 200 },
        () => limits.take([["a", { burst, refillSeconds: 60 }]], NOW),
      );
      const allowed = (await Promise.all(attempts)).filter((answer) =>
        answer.allowed
      );
      equal(allowed.length, burst);
    });
  }

  test("an attempt given back can be used again, up to the burst", async ({ limits }) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await limits.take([["a", limit]], NOW);
    }
    await limits.giveBack([["a", limit]], NOW);
    equal((await limits.take([["a", limit]], NOW)).allowed, true);
    equal((await limits.take([["a", limit]], NOW)).allowed, false);
    for (let times = 0; times < 9; times++) {
      await limits.giveBack([["a", limit]], NOW);
    }
    for (let attempt = 0; attempt < 3; attempt++) {
      equal((await limits.take([["a", limit]], NOW)).allowed, true);
    }
    equal((await limits.take([["a", limit]], NOW)).allowed, false);
  });

  test("a cleared bucket is full", async ({ limits }) => {
    for (let attempt = 0; attempt < 4; attempt++) {
      await limits.take([["a", limit]], NOW);
    }
    await limits.clear(["a"]);
    await limits.clear(["never used"]);
    for (let attempt = 0; attempt < 3; attempt++) {
      equal((await limits.take([["a", limit]], NOW)).allowed, true);
    }
  });

  test("a clock set back a year allows one attempt, then waits no longer than for an empty bucket", async ({ limits }) => {
    const ahead = NOW + 365 * 24 * HOUR;
    for (let attempt = 0; attempt < 3; attempt++) {
      await limits.take([["a", limit]], ahead);
    }
    equal((await limits.take([["a", limit]], NOW)).allowed, true);
    equal(await limits.take([["a", limit]], NOW), {
      allowed: false,
      key: "a",
      retryAfterSeconds: 10,
    });
    equal((await limits.take([["a", limit]], NOW + 10_000)).allowed, true);
    equal((await limits.take([["a", limit]], NOW + 10_000)).allowed, false);
  });

  test("a server whose clock is a minute behind allows no extra attempt", async ({ limits }) => {
    const ahead = NOW + 60_000;
    for (let attempt = 0; attempt < 3; attempt++) {
      await limits.take([["a", limit]], ahead);
    }
    equal((await limits.take([["a", limit]], NOW)).allowed, false);
  });

  const narrow: Limit = { burst: 1, refillSeconds: 60 };

  test("takes an attempt from every bucket or none and reports which one was empty", async ({ limits }) => {
    equal(await limits.take([["b", narrow], ["a", limit]], NOW), {
      allowed: true,
    });
    for (let attempt = 0; attempt < 9; attempt++) {
      equal(await limits.take([["a", limit], ["b", narrow]], NOW), {
        allowed: false,
        key: "b",
        retryAfterSeconds: 60,
      });
    }
    for (let attempt = 0; attempt < 2; attempt++) {
      equal(await limits.take([["a", limit]], NOW), { allowed: true });
    }
    equal(await limits.take([["a", limit], ["b", narrow]], NOW), {
      allowed: false,
      key: "a",
      retryAfterSeconds: 60,
    });
    await limits.giveBack([["b", narrow], ["a", limit]], NOW);
    equal(await limits.take([["a", limit], ["b", narrow]], NOW), {
      allowed: true,
    });
    await limits.clear(["a", "b"]);
    equal(await limits.take([["a", limit], ["b", narrow]], NOW), {
      allowed: true,
    });
  });

  test("concurrent attempts that share a bucket leave the others correct", async ({ limits }) => {
    const shared: Limit = { burst: 20, refillSeconds: 60 };
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const own = `own ${index % 30}`;
        const buckets = [["shared", shared], [own, limit]] as const;
        return limits.take(index % 2 ? buckets : buckets.toReversed(), NOW);
      }),
    );
    equal(answers.filter(({ allowed }) => allowed).length, 20);
    let taken = 0;
    for (let index = 0; index < 30; index++) {
      let left = 0;
      while ((await limits.take([[`own ${index}`, limit]], NOW)).allowed) {
        left++;
      }
      taken += limit.burst - left;
    }
    equal(taken, 20);
  });
}
