/** The output of a process that logs, however it ends. */
import assert from "node:assert/strict";

/** Runs a script with a log to the process's streams. */
function spawnWithLog(script: string): Deno.ChildProcess {
  return new Deno.Command("deno", {
    args: [
      "eval",
      `import { createLog } from "./lib/latchkey/telemetry/log.ts";
       const log = createLog("info", "json");
       ${script}`,
    ],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test("writes info to stdout and errors to stderr, in whole lines", async () => {
  const { stdout, stderr, code } = await spawnWithLog(`
    log.info("first", { n: 1 });
    log.error("second", new Error("oops"));
  `).output();
  assert.equal(code, 0);
  const out = new TextDecoder().decode(stdout);
  const err = new TextDecoder().decode(stderr);
  assert.match(out, /^\{.*"event":"first".*\}\n$/);
  assert.match(err, /^\{.*"event":"second".*"stack":.*\}\n$/m);
});

for (
  const end of [
    "Deno.exit(1)",
    "throw new Error('nobody caught it')",
    "Promise.reject(new Error('nobody caught it'))",
    "setTimeout(() => Deno.exit(1), 1)",
  ]
) {
  Deno.test(`loses no line when a process ends by ${end}`, async () => {
    const { stdout, code } = await spawnWithLog(`
      for (let n = 0; n < 1000; n++) log.info("line", { n });
      ${end};
    `).output();
    const lines = new TextDecoder().decode(stdout).trimEnd().split("\n");
    assert.equal(code, 1);
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).n),
      Array.from({ length: 1000 }, (_, n) => n),
    );
  });
}

Deno.test("writes lines promptly and in order while the process runs", async () => {
  const child = spawnWithLog(`
    log.info("first");
    log.warn("second");
    log.info("third");
    await new Promise(() => setTimeout(() => {}, 60_000));
  `);
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split("\n").length > 3) child.kill("SIGKILL");
  }
  await Promise.all([child.status, child.stderr.cancel()]);
  const events = text.trimEnd().split("\n").map((line) =>
    JSON.parse(line).event
  );
  assert.deepEqual(events, ["first", "second", "third"]);
});

Deno.test("writes a long line whole, and continues when nothing reads", async () => {
  const child = spawnWithLog(`
    log.info("long", { text: "é".repeat(20_000) });
    await new Promise((done) => setTimeout(done, 300));
    for (let time = 0; time < 100; time++) log.warn("unheard");
    console.error("still here");
  `);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let line = "";
  while (!line.includes("\n")) line += (await reader.read()).value ?? "";
  await reader.cancel();
  assert.equal(JSON.parse(line).text.length, 20_000);
  assert.match(await new Response(child.stderr).text(), /still here/);
  assert.equal((await child.status).code, 0);
});

Deno.test("writes lines in order with the time of the event", async () => {
  const { stdout } = await spawnWithLog(`
    for (let us = 0; us < 250; us++) log.info("request", { us });
    const asked = Date.now();
    while (Date.now() < asked + 10);
    log.warn("later", { asked });
  `).output();
  const text = new TextDecoder().decode(stdout);
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  const { event, asked } = lines.pop();
  assert.equal(event, "later");
  assert.deepEqual(
    lines.map(({ us }) => us),
    Array.from({ length: 250 }, (_, us) => us),
  );
  assert.ok(lines.every(({ time }) => Date.parse(time) <= asked));
});
