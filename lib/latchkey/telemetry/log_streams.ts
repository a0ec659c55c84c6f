/**
 * Where a process's lines go.
 *
 * @module
 */
import type { LogLevel } from "./log_lines.ts";

/** How long a line that nobody waits for may stay in memory, in milliseconds. */
const HOLD_MS = 20;

/** How many may stay there. */
const HOLD_LINES = 100;

const held: string[] = [];

/**
 * Writes a line to stderr if it is an error, else to stdout. Lines of level `info` are
 * written together, up to 20 ms later: one by one they would cost up to a tenth of a page.
 * Any other line is written at once, behind those before it. However the process ends by
 * itself, what is held is written first: only a SIGKILL or the like can take it along.
 */
export function writeToStreams(level: LogLevel, line: string): void {
  if (level === "info") {
    held.push(line);
    if (held.length === HOLD_LINES) writeHeld();
    if (held.length === 1) Deno.unrefTimer(setTimeout(writeHeld, HOLD_MS));
    return;
  }
  writeHeld();
  write(level === "error" ? Deno.stderr : Deno.stdout, `${line}\n`);
}

for (const event of ["unload", "error", "unhandledrejection"]) {
  globalThis.addEventListener(event, writeHeld);
}

function writeHeld(): void {
  if (held.length === 0) return;
  const text = `${held.join("\n")}\n`;
  held.length = 0;
  write(Deno.stdout, text);
}

const encoder = new TextEncoder();

/** Lines that nobody takes any more, as when a pipe was closed, are dropped: the site goes on without them. */
function write(stream: typeof Deno.stdout, text: string): void {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
  } catch { /* there is no place left to say so */ }
}
