import assert from "node:assert/strict";
import { createLog, type LogLevel } from "./log.ts";

/** A log and the lines it has written. */
function capture(level: LogLevel, format: "json" | "text") {
  const lines: { level: LogLevel; line: string }[] = [];
  const log = createLog(level, format, (level, line) => {
    lines.push({ level, line });
  });
  return { log, lines };
}

Deno.test("writes an event as one line of JSON in production", () => {
  const { log, lines } = capture("info", "json");
  log.info("request", { method: "GET", status: 200, user: undefined });
  const { time, ...rest } = JSON.parse(lines[0].line);
  assert.ok(Math.abs(Date.now() - Date.parse(time)) < 60_000);
  assert.deepEqual(rest, {
    level: "info",
    event: "request",
    method: "GET",
    status: 200,
  });
});

Deno.test("writes an event as one readable line in development", () => {
  const { log, lines } = capture("info", "text");
  log.info("request", { method: "GET", ms: 1.5, user: null, agent: "a b" });
  log.warn("slow");
  assert.match(
    lines[0].line,
    /^\d\d:\d\d:\d\d request method=GET ms=1.5 user=null agent="a b"$/,
  );
  assert.match(lines[1].line, /^\d\d:\d\d:\d\d warn slow$/);
});

Deno.test("drops events below the level", () => {
  for (
    const [level, expected] of [
      ["info", ["info", "warn", "error"]],
      ["warn", ["warn", "error"]],
      ["error", ["error"]],
    ] as const
  ) {
    const { log, lines } = capture(level, "text");
    log.info("a");
    log.warn("b");
    log.error("c", new Error("d"));
    assert.deepEqual(lines.map(({ level }) => level), expected);
  }
});

Deno.test("includes an error's message, stack and cause", () => {
  const { log, lines } = capture("info", "json");
  const cause = new RangeError("inner");
  log.error("request failed", new Error("outer", { cause }), { path: "/" });
  const { error, stack, path } = JSON.parse(lines[0].line);
  assert.equal(error, "Error: outer");
  assert.match(stack, /log_test\.ts.*Caused by: RangeError: inner/s);
  assert.equal(path, "/");
});

Deno.test("accepts thrown values that aren't errors", () => {
  const { log, lines } = capture("info", "json");
  log.error("failed", "just text");
  log.error("failed", undefined);
  assert.equal(JSON.parse(lines[0].line).error, "just text");
  assert.equal(JSON.parse(lines[1].line).error, "undefined");
});

Deno.test("stops at a circular cause", () => {
  const { log, lines } = capture("info", "json");
  const error = new Error("round");
  error.cause = error;
  log.error("failed", error);
  assert.equal(lines.length, 1);
});

Deno.test("fields can't replace the time, level or event", () => {
  const { log, lines } = capture("info", "json");
  log.info("real", { event: "forged", level: "error", time: "never" });
  const line = JSON.parse(lines[0].line);
  assert.equal(line.event, "real");
  assert.equal(line.level, "info");
  assert.notEqual(line.time, "never");
});

Deno.test("numbers that JSON can't represent don't break a line", () => {
  const { log, lines } = capture("info", "json");
  log.info("sum", { nan: NaN, infinite: Infinity, yes: true, none: null });
  const { nan, infinite, yes, none } = JSON.parse(lines[0].line);
  assert.deepEqual([nan, infinite, yes, none], [null, null, true, null]);
});

const hostile =
  "a\n00:00:00 logged in user=admin\r\x1b[2J\x7f\x9b\u2028\u2029\u202e\0";
// deno-lint-ignore no-control-regex -- the very characters that must not come out
const control = /[\0-\x1f\x7f-\x9f\u2028\u2029\u202e]/;

for (const format of ["json", "text"] as const) {
  Deno.test(`a hostile value can't end a ${format} line or control a terminal`, () => {
    const { log, lines } = capture("info", format);
    log.info("request", { path: hostile });
    log.info(hostile);
    for (const { line } of lines) assert.doesNotMatch(line, control);
  });
}

Deno.test("JSON keeps a hostile value complete", () => {
  const { log, lines } = capture("info", "json");
  log.info("request", { path: hostile });
  assert.equal(JSON.parse(lines[0].line).path, hostile);
});

Deno.test("a hostile error can't start a line like an event in text", () => {
  const { log, lines } = capture("info", "text");
  log.error("request failed", new Error(hostile));
  const [first, ...rest] = lines[0].line.split("\n");
  assert.match(first, /^\d\d:\d\d:\d\d error request failed error="/);
  assert.ok(rest.length > 1);
  for (const line of rest) {
    assert.ok(line.startsWith("    "));
    assert.doesNotMatch(line, control);
  }
});

Deno.test("quotes a value that looks like another field", () => {
  const { log, lines } = capture("info", "text");
  log.info("request", { path: "x user=admin", empty: "", slash: "\\u000a" });
  assert.match(
    lines[0].line,
    / path="x user=admin" empty="" slash="\\\\u000a"$/,
  );
});
