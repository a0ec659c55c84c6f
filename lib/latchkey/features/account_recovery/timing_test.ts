import assert from "node:assert/strict";
import type { Recovery } from "./tables.ts";
import { advance, dueAt, lastPartMs, pausedUntil, READY_MS } from "./timing.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2030, 0, 1);

function aRecovery(changes: Partial<Recovery> = {}): Recovery {
  return {
    id: "r",
    userId: "u",
    stage: "telling",
    startedAt: START,
    waitMs: 72 * HOUR,
    waitedMs: 0,
    seenAt: START,
    toldAt: null,
    remindedAt: null,
    readyAt: null,
    endedAt: null,
    stoppedBy: "",
    notices: 0,
    language: null,
    userAgent: "",
    client: "",
    credentialEpoch: 0,
    keptUntil: START + 90 * DAY,
    ...changes,
  };
}

/** Steps once a minute, and delivers each email a minute later, until the stage ends it. */
function run(
  from: Recovery,
  { clock = (minute: number) => START + minute * MINUTE, minutes }: {
    readonly clock?: (minute: number) => number;
    readonly minutes: number;
  },
) {
  let recovery = from;
  const notices: [minute: number, notice: string][] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    const now = clock(minute);
    const { recovery: next, notice } = advance(recovery, now, false);
    recovery = next;
    if (notice) notices.push([minute, notice]);
    if (recovery.stage === "telling") recovery = { ...recovery, toldAt: now };
    if (recovery.stage === "reminding") {
      recovery = { ...recovery, remindedAt: now };
    }
  }
  return { recovery, notices };
}

Deno.test("tells again a day before the end, and is ready after the wait", () => {
  const { notices } = run(aRecovery(), { minutes: 80 * 60 });
  assert.deepEqual(notices.map(([, notice]) => notice), ["ending", "ready"]);
  const [[ending], [ready]] = notices;
  assert.ok(ending >= 48 * 60 && ending <= 48 * 60 + 5, `${ending}`);
  assert.ok(ready >= 72 * 60 && ready <= 72 * 60 + 5, `${ready}`);
});

Deno.test("tells again after half of a wait shorter than two days", () => {
  for (const hours of [1, 24, 47]) {
    const waitMs = hours * HOUR;
    assert.equal(lastPartMs({ waitMs }), Math.min(DAY, waitMs / 2));
    const { notices } = run(aRecovery({ waitMs }), { minutes: hours * 60 + 9 });
    const [[ending], [ready]] = notices;
    assert.ok(ready >= hours * 60, `${ready}`);
    assert.ok(ready - ending >= Math.min(24 * 60, hours * 30), `${ending}`);
  }
});

Deno.test("never begins before the first email was delivered", () => {
  const { recovery } = advance(aRecovery(), START + 30 * DAY, false);
  assert.equal(recovery.stage, "telling");
  assert.equal(recovery.waitedMs, 0);
});

Deno.test("waits while emails to former addresses are being tried", () => {
  const told = aRecovery({ toldAt: START });
  assert.equal(advance(told, START, true).recovery.stage, "telling");
  const reminded = aRecovery({ stage: "reminding", remindedAt: START });
  assert.equal(advance(reminded, START, true).recovery.stage, "reminding");
});

Deno.test("stands still until the second email was delivered, then takes the whole last part", () => {
  const reminding = aRecovery({ stage: "reminding", waitedMs: 48 * HOUR });
  const late = START + 40 * DAY;
  const { recovery } = advance(reminding, late, false);
  assert.deepEqual([recovery.stage, recovery.waitedMs], [
    "reminding",
    48 * HOUR,
  ]);
  const delivered = { ...recovery, remindedAt: late };
  const ending = advance(delivered, late + MINUTE, false).recovery;
  assert.equal(ending.stage, "ending");
  assert.equal(dueAt(ending, late + MINUTE), late + MINUTE + DAY);
});

Deno.test("counts an hour at most when the clock jumps forward by days", () => {
  for (const stage of ["waiting", "ending"] as const) {
    const before = aRecovery({ stage });
    const { recovery, notice } = advance(before, START + 300 * DAY, false);
    assert.equal(recovery.waitedMs, HOUR);
    assert.equal(notice, null);
  }
});

Deno.test("takes days of running whichever way the clock jumps", () => {
  const jumps = (minute: number) =>
    START + minute * MINUTE + (minute > 600 && minute < 700 ? 400 * DAY : 0);
  const { notices } = run(aRecovery(), { minutes: 80 * 60, clock: jumps });
  const [, [ready]] = notices;
  assert.ok(ready >= 71 * 60, `${ready}`);
  assert.ok(ready <= 75 * 60, `${ready}`);
});

Deno.test("goes on counting after the clock was set back for good", () => {
  const back = (minute: number) =>
    START + minute * MINUTE - (minute > 600 ? 100 * DAY : 0);
  const { notices } = run(aRecovery(), { minutes: 80 * 60, clock: back });
  const [, [ready]] = notices;
  assert.ok(ready >= 72 * 60 && ready <= 73 * 60, `${ready}`);
});

Deno.test("isn't faster with several servers whose clocks differ", () => {
  const skewed = (minute: number) =>
    START + minute * MINUTE + (minute % 2) * 5 * MINUTE;
  const { notices } = run(aRecovery(), { minutes: 80 * 60, clock: skewed });
  const [, [ready]] = notices;
  assert.ok(ready >= 72 * 60 - 10, `${ready}`);
});

Deno.test("lapses when nobody finishes it", () => {
  const ready = aRecovery({ stage: "ready", readyAt: START });
  const last = advance(ready, START + READY_MS - 1, false).recovery;
  assert.equal(last.stage, "ready");
  const { recovery } = advance(ready, START + READY_MS, false);
  assert.deepEqual([recovery.stage, recovery.endedAt], [
    "lapsed",
    START + READY_MS,
  ]);
});

Deno.test("pauses longer after each recovery that was stopped", () => {
  const stopped = Array.from({ length: 9 }, (_, at) => ({
    endedAt: START + at,
  }));
  const days = stopped.map((_, at) =>
    (pausedUntil(stopped.slice(0, at + 1)) - START - at) / DAY
  );
  assert.deepEqual(days, [1, 2, 4, 8, 16, 30, 30, 30, 30]);
  assert.equal(pausedUntil([]), 0);
});
