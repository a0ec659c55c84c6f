/**
 * Writes lines to the streams of the process.
 *
 * @module
 */
import type { LogLevel } from "./log_lines.ts";

/** The time that a line of level `info` stays in memory, in milliseconds. */
const HOLD_MS = 20;

/** The maximum number of lines in memory. */
const HOLD_LINES = 100;

const held: string[] = [];

/**
 * Writes a line to stderr if it is an error, else to stdout. Lines of level `info` are written
 * together, up to 20 ms later: one by one they would take up to a tenth of the time of a page.
 * Other lines are written at once, after the lines in memory. These are also written when the
 * process exits or fails; only a signal such as SIGKILL loses them.
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

/** Drops the line if the stream is closed, so that the site keeps running. */
function write(stream: typeof Deno.stdout, text: string): void {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
  } catch { /* There is nowhere to report it. */ }
}
