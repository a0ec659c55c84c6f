import assert from "node:assert/strict";
import { command, withDatabase } from "../../testing/cli/task.ts";

/** Elsewhere `script` takes other arguments. */
const ignore = Deno.build.os !== "linux";

const LINES = Array.from(
  { length: 700 },
  (_, n) => `{"address":"user${n}@example.com","name":"Zo\u00eb ${n}"}\n`,
).join("");

Deno.test("the task imports from a pipe and exports the same without more permissions", async () => {
  await withDatabase(async ({ cli }) => {
    const imported = await cli(["users", "import"], LINES);
    assert.equal(imported.code, 0, imported.err);
    assert.equal(imported.out, "700 accounts added, 0 already there.\n");
    assert.equal(imported.err, "", "no bar where there is no terminal");
    const { out, code } = await cli(["users", "export"]);
    assert.equal(code, 0);
    const names = out.trimEnd().split("\n").map((line) =>
      JSON.parse(line).name
    );
    assert.equal(new Set(names).size, 700);
    assert.ok(names.includes("Zo\u00eb 699"));
  });
});

Deno.test("shows a progress bar on a terminal, but not with --json", {
  ignore,
}, async () => {
  await withDatabase(async ({ path, env }) => {
    const file = `${path}.jsonl`;
    await Deno.writeTextFile(file, LINES);
    const onTerminal = async (call: string) => {
      const { out } = await command(
        "script",
        [
          "--quiet",
          "--return",
          "--command",
          call,
          "/dev/null",
        ],
        env,
        "",
      );
      return out;
    };
    const task = `deno task --quiet cli users import < ${file}`;
    const screen = await onTerminal(task);
    assert.match(screen, /100% · 700 accounts added/);
    assert.match(screen, /700 accounts added, 0 already there\.\r\n$/);
    assert.ok(!screen.includes("\x1b[?25l"), "the cursor was never hidden");
    const json = await onTerminal(`${task} --json`);
    assert.equal(JSON.parse(json).there, 700);
  });
});
