import assert from "node:assert/strict";
import { CommandFailure } from "./outcome.ts";
import { secretPrompt, type Terminal } from "./secret_prompt.ts";

/**
 * A terminal whose keyboard sends these chunks and then closes. It records what
 * happens to it.
 */
function fakeTerminal(...chunks: (string | Uint8Array)[]) {
  const events: string[] = [];
  const terminal: Terminal = {
    read(buffer) {
      const chunk = chunks.shift();
      if (chunk === undefined) return Promise.resolve(null);
      const bytes = typeof chunk === "string"
        ? new TextEncoder().encode(chunk)
        : chunk;
      buffer.set(bytes);
      return Promise.resolve(bytes.length);
    },
    setRaw: (raw) => void events.push(raw ? "raw" : "cooked"),
    write: (text) => void events.push(text),
  };
  return { terminal, events };
}

/** What one question reads from the keyboard. */
async function typed(...chunks: (string | Uint8Array)[]): Promise<string> {
  return await secretPrompt(fakeTerminal(...chunks).terminal)("? ");
}

Deno.test("turns echo off before the question and restores the terminal after the answer", async () => {
  const { terminal, events } = fakeTerminal("s", "ecret", "\r");
  assert.equal(await secretPrompt(terminal)("Password: "), "secret");
  assert.deepEqual(events, ["raw", "Password: ", "cooked", "\n"]);
});

for (
  const [name, keys, expected] of [
    ["backspace deletes one character", "abX\x7fc\r", "abc"],
    ["the other backspace does too", "abX\bc\r", "abc"],
    ["backspace on an empty line does nothing", "\x7f\x7fa\r", "a"],
    ["backspace deletes a whole emoji", "a😀\x7fb\r", "ab"],
    ["Ctrl-U clears the line", "wrong\x15right\r", "right"],
    [
      "arrow and function keys type nothing",
      "a\x1b[Db\x1bOPc\x1b[15~\r",
      "abc",
    ],
    [
      "a bracketed paste is read without its markers",
      "\x1b[200~p w\x1b[201~\r",
      "p w",
    ],
    ["Escape alone types nothing and doesn't hang", "a\x1b\r", "a"],
    ["Ctrl-D within a line is ignored", "a\x04b\r", "ab"],
    ["a tab is a character", "a\tb\r", "a\tb"],
    ["an empty answer is empty", "\r", ""],
  ] as const
) {
  Deno.test(name, async () => {
    assert.equal(await typed(keys), expected);
    const bytes = new TextEncoder().encode(keys);
    const oneByOne = [...bytes].map((byte) => Uint8Array.of(byte));
    assert.equal(await typed(...oneByOne), expected, "a byte at a time");
  });
}

Deno.test("keeps text pasted after the line end for the next question", async () => {
  for (const lineEnd of ["\r", "\n", "\r\n"]) {
    const { terminal } = fakeTerminal(`one${lineEnd}two${lineEnd}`);
    const ask = secretPrompt(terminal);
    assert.equal(await ask("? "), "one");
    assert.equal(await ask("? "), "two");
  }
});

for (
  const [name, keys] of [
    ["Ctrl-C", "abc\x03"],
    ["Ctrl-D on an empty line", "\x04"],
    ["the end of input", "abc"],
  ] as const
) {
  Deno.test(`${name} stops the command and restores the terminal`, async () => {
    const { terminal, events } = fakeTerminal(keys);
    await assert.rejects(
      secretPrompt(terminal)("? "),
      (error) => error instanceof CommandFailure && error.exitCode === 130,
    );
    assert.deepEqual(events.slice(-2), ["cooked", "\n"]);
  });
}

Deno.test("restores the terminal after a read error", async () => {
  const { terminal, events } = fakeTerminal();
  const broken = { ...terminal, read: () => Promise.reject(new Error("gone")) };
  await assert.rejects(secretPrompt(broken)("? "), /gone/);
  assert.ok(events.includes("cooked"));
});
