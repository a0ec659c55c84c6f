import { ok } from "node:assert/strict";
import { padResponseTime } from "./response_padding.ts";

const STEP_MS = 5;

Deno.test("answers no earlier than the end of the step in which the work finished", async () => {
  for (const [workMs, steps] of [[0.9, 1], [4.9, 1], [5.1, 2], [12, 3]]) {
    const began = performance.now() - workMs;
    await padResponseTime(began, STEP_MS);
    const isEnd = performance.now() >= began + steps * STEP_MS;
    ok(isEnd, `too early after ${workMs} ms of work`);
  }
});
