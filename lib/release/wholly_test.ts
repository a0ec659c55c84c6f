import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { wholly } from "./wholly.ts";

/** Steps that write down what is called. */
function noted(calls: string[], names: readonly string[]) {
  return names.map((name) => ({
    run: () => Promise.resolve(calls.push(name)),
    undo: () => Promise.resolve(calls.push(`undo ${name}`)),
  }));
}

Deno.test("takes no step back when all are done", async () => {
  const calls: string[] = [];
  await wholly(noted(calls, ["a", "b"]));
  assert.deepEqual(calls, ["a", "b"]);
});

Deno.test("takes back the failed step and those before it, latest first", async () => {
  const calls: string[] = [];
  const [a, b, c] = noted(calls, ["a", "b", "c"]);
  const failing = { ...b, run: () => Promise.reject(new Error("no b")) };
  await assert.rejects(wholly([a, failing, c]), {
    message: "no b\nNo release was made: everything is as before.",
  });
  assert.deepEqual(calls, ["a", "undo b", "undo a"]);
});

Deno.test("takes back the others when one can't be, and says which", async () => {
  const calls: string[] = [];
  const [a, b] = noted(calls, ["a", "b"]);
  const stuck = {
    run: () => Promise.reject(new Error("no")),
    undo: () => Promise.reject(new Error("b is stuck")),
  };
  await assert.rejects(wholly([a, b, stuck]), {
    message: "no\nSome changes could not be taken back:\nb is stuck",
  });
  assert.deepEqual(calls, ["a", "b", "undo b", "undo a"]);
});

Deno.test("takes everything back when a promise is rejected that nobody waits for", async () => {
  const calls: string[] = [];
  const [a, b] = noted(calls, ["a", "b"]);
  const careless = {
    ...b,
    async run() {
      Promise.reject(new Error("nobody waits"));
      await setImmediate();
      await setImmediate();
    },
  };
  await assert.rejects(wholly([a, careless]), /^ReleaseError: nobody waits\n/);
  assert.deepEqual(calls, ["a", "undo b", "undo a"]);
});
