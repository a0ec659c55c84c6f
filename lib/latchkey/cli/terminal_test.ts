import assert from "node:assert/strict";
import { PASSWORD } from "../testing/services.ts";
import { withDatabase } from "../testing/cli/task.ts";

/** Elsewhere `script` takes other arguments. */
const ignore = Deno.build.os !== "linux";

/**
 * Types into a pseudo-terminal when a question appears; `script` is part of
 * Debian.
 */
async function typeAt(
  shellCommand: string,
  env: Record<string, string>,
  answers: readonly (readonly [question: string, keys: string])[],
) {
  const child = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", shellCommand, "/dev/null"],
    env,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const keyboard = child.stdin.getWriter();
  const left = [...answers];
  let screen = "";
  let answered = 0;
  const decoder = new TextDecoder();
  for await (const bytes of child.stdout) {
    screen += decoder.decode(bytes, { stream: true });
    const [question, keys] = left[0] ?? [];
    if (question === undefined || keys === undefined) continue;
    const at = screen.indexOf(question, answered);
    if (at === -1) continue;
    answered = at + question.length;
    left.shift();
    await keyboard.write(new TextEncoder().encode(keys));
  }
  await keyboard.close().catch(() => {});
  return { code: (await child.status).code, screen };
}

Deno.test("asks twice for a password on a terminal and never shows it", {
  ignore,
}, async () => {
  await withDatabase(async ({ cli, env }) => {
    const add = "deno task --quiet cli users add ada@example.com; " +
      "echo exit $?; stty --all";
    const { screen } = await typeAt(add, env, [
      ["New password (hidden): ", `${PASSWORD}X\x7f\r`],
      ["Confirm password: ", `${PASSWORD}\r`],
    ]);
    assert.match(screen, /Added ada@example\.com/);
    assert.match(screen, /exit 0/);
    assert.ok(!screen.includes("horse"), screen);
    assert.match(screen, / echo /, "the terminal echoes again");
    assert.match((await cli(["users", "list"])).out, /ada@example\.com/);
  });
});

Deno.test(
  "Ctrl-C at the question exits with 130, creates no account and restores the terminal",
  { ignore },
  async () => {
    await withDatabase(async ({ cli, env }) => {
      const add = "deno task --quiet cli users add ada@example.com; " +
        "echo exit $?; stty --all";
      const { screen } = await typeAt(add, env, [
        ["New password (hidden): ", "secr\x03"],
      ]);
      assert.match(screen, /exit 130/);
      assert.ok(!screen.includes("secr"), screen);
      assert.match(screen, / icanon .* echo /s);
      assert.match((await cli(["users", "list"])).out, /^No accounts/);
    });
  },
);

Deno.test(
  "Ctrl-C ends a long command at once and leaves the terminal unchanged",
  {
    ignore,
  },
  async () => {
    await withDatabase(async ({ cli, path, env }) => {
      const lines = Array.from(
        { length: 5_000 },
        (_, number) => JSON.stringify({ address: `ada${number}@example.com` }),
      );
      await Deno.writeTextFile(`${path}.jsonl`, lines.join("\n"));
      // Without the trap, the shell would exit too.
      const add =
        `trap : INT; deno task --quiet cli users import < ${path}.jsonl; ` +
        "echo exit $?";
      const { screen } = await typeAt(add, env, [["accounts added", "\x03"]]);
      assert.match(screen, /exit 130/);
      for (const hidden of ["\x1b[?25l", "\x1b[?7l"]) {
        assert.ok(!screen.includes(hidden), "nothing has to be undone");
      }
      const { out } = await cli(["users", "list", "--limit", "1", "--json"]);
      assert.match(out, /ada\d+@example\.com/);
      assert.doesNotMatch(screen, /5000 accounts added/);
    });
  },
);

Deno.test("users remove echoes what is typed and accepts only the address", {
  ignore,
}, async () => {
  await withDatabase(async ({ cli, env }) => {
    await cli(["users", "add", "ada@example.com"], PASSWORD);
    const remove = "deno task --quiet cli users remove ada@example.com; " +
      "echo exit $?";
    const { screen } = await typeAt(remove, env, [["to confirm: ", "yes\r"]]);
    assert.match(screen, /Nothing was changed/);
    assert.match(screen, /exit 1/);
    const sure = await typeAt(remove, env, [[
      "to confirm: ",
      "ada@example.com\r",
    ]]);
    assert.match(sure.screen, /Removed ada@example\.com\..*exit 0/s);
  });
});
