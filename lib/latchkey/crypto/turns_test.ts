import assert from "node:assert/strict";
import { createTurns } from "./turns.ts";

/** Work that records when it starts, and takes a moment. */
function recorder() {
  const started: string[] = [];
  let running = 0;
  let most = 0;
  return {
    started,
    most: () => most,
    work: (name: string) => async () => {
      started.push(name);
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 1));
      running--;
      return name;
    },
  };
}

Deno.test("runs no more at once than it may, and all in the end", async () => {
  const { work, most } = recorder();
  const inTurn = createTurns(2);
  const names = ["a", "b", "c", "d", "e"];
  const results = names.map((name) => inTurn(name, work(name)));
  assert.deepEqual(await Promise.all(results), names);
  assert.equal(most(), 2);
});

Deno.test("owners take turns, however much work one of them has", async () => {
  const { work, started } = recorder();
  const inTurn = createTurns(1);
  const all = ["a1", "a2", "a3", "a4", "b1", "b2", "c1"]
    .map((name) => inTurn(name[0], work(name)));
  await Promise.all(all);
  assert.deepEqual(started, ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
});

Deno.test("work that fails ends its turn", async () => {
  const { work, started } = recorder();
  const inTurn = createTurns(1);
  const failing = inTurn("a", () => Promise.reject(new Error("no")));
  const next = inTurn("b", work("b"));
  await assert.rejects(failing, /no/);
  await next;
  assert.deepEqual(started, ["b"]);
});
