/**
 * Where a process's lines go.
 *
 * @module
 */
import type { LogLevel } from "./log.ts";

/** How long a line that nobody waits for may lie in memory, in milliseconds. */
const HOLD_MS = 20;

/** How many may lie there. */
const HOLD_LINES = 100;

/** A line, or what says it once it is written. */
export type LogLine = string | { toString(): string };

const held: LogLine[] = [];
let isTimed = false;

const encoder = new TextEncoder();
let listens = false;

/**
 * Writes a line to stderr if it is an error, else to stdout. Lines of level `info` are
 * written together, up to 20 ms later, since a write each would cost more than some
 * pages do; any other line is written at once, behind those before it. However the
 * process ends by itself, also by an error that nobody caught, what is held is written
 * first: only a SIGKILL or the like can take it along.
 */
export function writeToStreams(level: LogLevel, line: LogLine): void {
  if (level === "info") return hold(line);
  writeHeld();
  write(level === "error" ? Deno.stderr : Deno.stdout, `${line}\n`);
}

function hold(line: LogLine): void {
  if (!listens) writeBeforeTheEnd();
  if (!isTimed) writeInTime();
  if (held.push(line) === HOLD_LINES) writeHeld();
}

/** One timer at once: a hundred lines are written long before it, and each time would leave one behind. */
function writeInTime(): void {
  isTimed = true;
  const timer = setTimeout(() => {
    isTimed = false;
    writeHeld();
  }, HOLD_MS);
  Deno.unrefTimer(timer);
}

function writeHeld(): void {
  if (held.length === 0) return;
  const text = `${held.join("\n")}\n`;
  held.length = 0;
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
