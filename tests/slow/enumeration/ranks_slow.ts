import assert from "node:assert/strict";
import { deviationOf, shareLonger } from "./ranks.ts";

Deno.test("tells different times apart, but not equal ones", () => {
  assert.equal(shareLonger([1, 2, 3], [1, 2, 3]), 0.5);
  assert.equal(shareLonger([4, 5], [1, 2, 3]), 1);
  assert.equal(shareLonger([1, 2], [4, 5]), 0);
  assert.equal(shareLonger([2, 2], [1, 3]), 0.5);
});

Deno.test("detects a delay of a tenth in two hundred noisy times, and ignores one outlier", () => {
  const noisy = (base: number) =>
    Array.from({ length: 200 }, (_, i) => base * (1 + (i % 20) / 100));
  const limit = 4 * deviationOf(200, 200);
  assert.ok(Math.abs(shareLonger(noisy(1.1), noisy(1)) - 0.5) > limit);
  const outlier = [...noisy(1).slice(1), 1000];
  assert.ok(Math.abs(shareLonger(outlier, noisy(1)) - 0.5) < limit);
});
