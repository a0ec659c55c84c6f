import assert from "node:assert/strict";
import { readFirstLine } from "./io.ts";

/**
 * Reads the first line of a pipe that delivers these chunks, with any buffer
 * size.
 */
function firstLine(...chunks: (string | Uint8Array)[]): Promise<string> {
  const left = chunks.map((chunk) =>
    typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk
  );
  return readFirstLine((buffer) => {
    const chunk = left.shift();
    if (chunk === undefined) return Promise.resolve(null);
    const now = chunk.subarray(0, buffer.length);
    if (now.length < chunk.length) left.unshift(chunk.subarray(now.length));
    buffer.set(now);
    return Promise.resolve(now.length);
  });
}

for (
  const [name, chunks, expected] of [
    ["ends at LF", ["pass word\nrest"], "pass word"],
    ["ends at CRLF", ["password\r\nrest"], "password"],
    ["ends at the end of input", ["password"], "password"],
    ["keeps spaces, which are part of the password", [" a \n"], " a "],
    ["is assembled from several chunks", ["pass", "wo", "rd\n"], "password"],
    ["may be empty", ["\n"], ""],
    ["may be missing", [], ""],
    ["loses a byte order mark", ["\ufeffpassword\n"], "password"],
  ] as const
) {
  Deno.test(`the first line ${name}`, async () => {
    assert.equal(await firstLine(...chunks), expected);
  });
}

Deno.test("accepts a first line of up to 4096 bytes", async () => {
  assert.equal((await firstLine("a".repeat(4096) + "\r\n")).length, 4096);
  await assert.rejects(firstLine("a".repeat(5000) + "\n"), /longer than 4096/);
  await assert.rejects(firstLine("a".repeat(1_000_000)), /longer than 4096/);
});

Deno.test("rejects a first line that isn't UTF-8", async () => {
  await assert.rejects(firstLine(Uint8Array.of(0xff, 0x0a)), /not UTF-8/);
});
