import assert from "node:assert/strict";
import { createLog } from "./log.ts";
import { createSecurityLog } from "./security_events.ts";

Deno.test("logs one line a minute for a repeated event, and one with the count", () => {
  const lines: string[] = [];
  let now = 0;
  const notes = createSecurityLog(
    createLog("warn", "json", (_level, line) => lines.push(line)),
    () => now,
  );
  const at = (user: string | null, client: string) =>
    notes.note("login_failed", { user, client, id: "x" });
  for (let count = 0; count < 1_000; count++) at("anna", `client ${count}`);
  at("bert", "client");
  assert.equal(lines.length, 2);
  now = 60_000;
  notes.flush();
  const { time: _, ...event } = JSON.parse(lines[2]);
  assert.deepEqual(event, {
    level: "warn",
    event: "security.login_failed",
    user: "anna",
    client: "client 0",
    again: 999,
  });
  assert.equal(lines.length, 3);

  for (let count = 0; count < 50_000; count++) at(null, `client ${count}`);
  assert.equal(lines.length, 3 + 1_001);
  now = 120_000;
  notes.flush();
  const { client, again } = JSON.parse(lines.at(-1)!);
  assert.deepEqual([client, again], ["", 48_999]);
});
