/**
 * Where a process's lines go.
 *
 * @module
 */
import type { LogLevel } from "../log.ts";

/** How long a line that nobody waits for may lie in memory, in milliseconds. */
const HOLD_MS = 20;

/** How much may lie there, in characters. */
const HOLD_CHARACTERS = 32_768;

const encoder = new TextEncoder();
let held = "";
let listens = false;

/**
 * Writes a line to stderr if it is an error, else to stdout. Lines of level `info` are
 * written together, up to 20 ms later, since a write each would cost more than some
 * pages do; any other line is written at once, behind those before it. However the
 * process ends by itself, also by an error that nobody caught, what is held is written
 * first: only a SIGKILL or the like can take it along.
 */
export function writeToStreams(level: LogLevel, line: string): void {
  if (level === "info") return hold(line);
  writeHeld();
  write(level === "error" ? Deno.stderr : Deno.stdout, `${line}\n`);
}

function hold(line: string): void {
  if (!listens) writeBeforeTheEnd();
  if (held === "") Deno.unrefTimer(setTimeout(writeHeld, HOLD_MS));
  held += `${line}\n`;
  if (held.length > HOLD_CHARACTERS) writeHeld();
}

function writeHeld(): void {
  if (held === "") return;
  const text = held;
  held = "";
  write(Deno.stdout, text);
}

function writeBeforeTheEnd(): void {
  listens = true;
  for (const event of ["unload", "error", "unhandledrejection"]) {
    globalThis.addEventListener(event, writeHeld);
  }
}

/** Lines that nobody takes any more, as when a pipe was closed, are dropped: the site goes on without them. */
function write(stream: typeof Deno.stdout, text: string): void {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
  } catch { /* there is no place left to say so */ }
}
